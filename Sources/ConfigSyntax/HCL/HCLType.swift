import Diagnostics

/// A Terraform type: of a value, or as a constraint of a `type` argument.
package indirect enum HCLType: Sendable, Equatable {
  /// The type of null and of unknown values; as a constraint, any type.
  case any
  case bool, number, string
  case list(HCLType)
  case set(HCLType)
  case map(HCLType)
  case tuple([HCLType])
  case object(HCLObjectType)

  /// The type from a conversion, or that of a literal: tuples and objects rather than lists and
  /// maps.
  init(of value: HCLValue) {
    if let type = value.type {
      self = type
      return
    }
    switch value.kind {
    case .null, .unknown: self = .any
    case .bool: self = .bool
    case .number: self = .number
    case .string: self = .string
    case .list(let elements): self = .tuple(elements.map { HCLType(of: $0) })
    case .object(let object):
      self = .object(
        HCLObjectType(
          object.members.map { member in
            HCLObjectType.Attribute(
              name: member.key.value, type: HCLType(of: member.value), presence: .required)
          }))
    }
  }

  /// Whether `HCLType(of: value)` is this type.
  private func isType(of value: HCLValue) -> Bool {
    if let type = value.type { return type == self }
    switch (self, value.kind) {
    case (.any, .null), (.any, .unknown), (.bool, .bool), (.number, .number), (.string, .string):
      return true
    case (.tuple(let types), .list(let elements)):
      return types.count == elements.count
        && zip(types, elements).allSatisfy { $0.isType(of: $1) }
    case (.object(let type), .object(let object)):
      return type.attributes.count == object.members.count
        && object.members.allSatisfy { member in
          guard let index = type.index(of: member.key.value) else { return false }
          return type.attributes[index].type.isType(of: member.value)
        }
    default: return false
    }
  }

  /// The type as it is written in a `type` argument.
  package var text: String {
    switch self {
    case .any: "any"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list(let type): "list(\(type.text))"
    case .set(let type): "set(\(type.text))"
    case .map(let type): "map(\(type.text))"
    case .tuple(let types): "tuple([" + types.map(\.text).joined(separator: ", ") + "])"
    case .object(let object):
      "object({" + object.attributes.map(\.text).joined(separator: ", ") + "})"
    }
  }

  /// What a message calls a value of this type.
  package var noun: String {
    switch self {
    case .any: "a value"
    case .bool: "a Boolean"
    case .number: "a number"
    case .string: "a string"
    case .list: "a list"
    case .set: "a set"
    case .map: "a map"
    case .tuple: "a tuple"
    case .object: "an object"
    }
  }

  /// Whether `-var` and the environment set a value of this type as plain text.
  package var isPrimitive: Bool {
    switch self {
    case .bool, .number, .string: true
    case .any, .list, .set, .map, .tuple, .object: false
    }
  }

  /// Whether the constraint contains `any`.
  var holdsAny: Bool {
    switch self {
    case .any: true
    case .bool, .number, .string: false
    case .list(let type), .set(let type), .map(let type): type.holdsAny
    case .tuple(let types): types.contains(where: \.holdsAny)
    case .object(let object): object.attributes.contains { $0.type.holdsAny }
    }
  }

  /// `value` converted to this type; nil where it does not fit.
  func convert(_ value: HCLValue) -> HCLValue? { try? conversion(of: value).get() }

  /// `value` converted to this type, or the piece that does not fit.
  package func conversion(of value: HCLValue) -> Result<HCLValue, HCLTypeMismatch> {
    HCLConversion.convert(value, to: self)
  }
}

/// The attributes of `object({…})`.
package struct HCLObjectType: Sendable, Equatable {
  /// One attribute; its default is not part of the type.
  package struct Attribute: Sendable, Equatable {
    /// In normalization form C.
    package let name: String
    /// To which a value is converted.
    package let type: HCLType
    /// Not part of the type either: types with other defaults are equal.
    package let presence: Presence

    package static func == (left: Attribute, right: Attribute) -> Bool {
      left.name.isExactly(right.name) && left.type == right.type
    }

    var text: String {
      switch presence {
      case .required: "\(name) = \(type.text)"
      case .optional: "\(name) = optional(\(type.text))"
      }
    }
  }

  /// Whether a value may lack the attribute.
  package enum Presence: Sendable {
    case required
    /// `optional(T, default)`; the default has the type already.
    case optional(default: HCLValue?)
  }

  /// The attributes, sorted by name.
  package let attributes: [Attribute]
  /// The index of each attribute by name, where there are too many for a linear search.
  private let indexes: [ExactText: Int]

  /// Up to how many attributes a linear search is faster than hashing.
  private static let few = 8

  /// Sorts the attributes; of two with the same name, the last one counts.
  init(_ attributes: [Attribute]) {
    let sorted = attributes.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.attributes = sorted
    indexes =
      sorted.count <= Self.few
      ? [:]
      : Dictionary(
        sorted.enumerated().map { (ExactText($0.element.name), $0.offset) },
        uniquingKeysWith: { $1 })
  }

  /// The attribute of this name, byte for byte.
  package subscript(name: String) -> Attribute? { index(of: name).map { attributes[$0] } }

  fileprivate func index(of name: String) -> Int? {
    guard attributes.count > Self.few else {
      return attributes.lastIndex { $0.name.isExactly(name) }
    }
    return indexes[ExactText(name)]
  }

  package static func == (left: HCLObjectType, right: HCLObjectType) -> Bool {
    left.attributes == right.attributes
  }

  /// Whether both have attributes of the same names.
  fileprivate func hasNames(of other: HCLObjectType) -> Bool {
    attributes.count == other.attributes.count
      && zip(attributes, other.attributes).allSatisfy { $0.name.isExactly($1.name) }
  }
}

/// The one type that values of several types convert to: the elements of a list, the branches of
/// a condition.
extension HCLType {
  /// The common type of two values; nil where there is none.
  func unified(with other: HCLType) -> HCLType? { Self.unified([self, other]) }

  /// nil where the types have none in common; `any` where all of them are unknown.
  static func unified(_ types: some Sequence<HCLType>) -> HCLType? {
    unified(distinct: distinct(types).known)
  }

  /// Collections are tried in Terraform's order: one map makes the result a map, one set a set.
  static func unified(distinct: [HCLType]) -> HCLType? {
    guard let first = distinct.first else { return .any }
    guard distinct.count > 1 else { return first }
    let primitives: [HCLType] = [.bool, .number, .string]
    if distinct.allSatisfy({ primitives.contains($0) }) {
      // Numbers and Booleans both convert to text, but not to each other.
      return distinct.contains(.string) ? .string : nil
    }
    return maps(distinct) ?? objects(distinct) ?? sets(distinct) ?? lists(distinct)
      ?? tuples(distinct)
  }

  /// The types of several values.
  struct Distinct {
    /// Each known type once.
    var known: [HCLType] = []
    var hasUnknown = false

    /// Whether all values have the same type.
    var isOne: Bool { known.count == 1 && !hasUnknown }

    /// How many types are compared to find duplicates.
    private static let few = 8

    /// Whether a type is among those that were added last.
    func hasRecent(_ isSame: (HCLType) -> Bool) -> Bool {
      known.suffix(Self.few).contains(where: isSame)
    }

    /// Adds a type that was not added recently.
    mutating func add(_ type: HCLType) {
      if type == .any {
        hasUnknown = true
      } else {
        known.append(type)
      }
    }
  }

  /// The distinct types of `types`; a few duplicates may remain, which costs time only.
  static func distinct(_ types: some Sequence<HCLType>) -> Distinct {
    var result = Distinct()
    for type in types where !result.hasRecent({ $0 == type }) { result.add(type) }
    return result
  }

  /// The distinct types of `values`, each of which is compared before it is built.
  static func distinct(of values: [HCLValue]) -> Distinct {
    var result = Distinct()
    for value in values where !result.hasRecent({ $0.isType(of: value) }) {
      result.add(HCLType(of: value))
    }
    return result
  }

  private static func maps(_ types: [HCLType]) -> HCLType? {
    var elements: [HCLType] = []
    var hasMap = false
    for type in types {
      switch type {
      case .map(let element):
        elements.append(element)
        hasMap = true
      case .object(let object): elements += object.attributes.map(\.type)
      default: return nil
      }
    }
    return hasMap ? unified(elements).map { .map($0) } : nil
  }

  /// Objects with the same attributes stay objects; others become maps where their values allow it.
  private static func objects(_ types: [HCLType]) -> HCLType? {
    let objects = types.compactMap { if case .object(let object) = $0 { object } else { nil } }
    guard let first = objects.first, objects.count == types.count else { return nil }
    if objects.allSatisfy({ $0.hasNames(of: first) }) {
      let attributes = first.attributes.indices.compactMap { index in
        unified(objects.lazy.map { $0.attributes[index].type }).map { type in
          HCLObjectType.Attribute(
            name: first.attributes[index].name, type: type, presence: .required)
        }
      }
      if attributes.count == first.attributes.count { return .object(HCLObjectType(attributes)) }
    }
    return unified(objects.lazy.flatMap { $0.attributes.lazy.map(\.type) }).map { .map($0) }
  }

  private static func sets(_ types: [HCLType]) -> HCLType? {
    guard types.contains(where: { if case .set = $0 { true } else { false } }) else { return nil }
    let isOnlySets = types.allSatisfy { if case .list = $0 { false } else { true } }
    return elements(types).flatMap { unified($0) }.map { isOnlySets ? .set($0) : .list($0) }
  }

  private static func lists(_ types: [HCLType]) -> HCLType? {
    guard types.contains(where: { if case .list = $0 { true } else { false } }) else { return nil }
    return elements(types).flatMap { unified($0) }.map { .list($0) }
  }

  /// Tuples of the same length stay tuples; others become lists, where their elements allow it.
  private static func tuples(_ types: [HCLType]) -> HCLType? {
    let tuples = types.compactMap { if case .tuple(let types) = $0 { types } else { nil } }
    guard let first = tuples.first, tuples.count == types.count else { return nil }
    if tuples.allSatisfy({ $0.count == first.count }) {
      let elements = first.indices.compactMap { index in
        unified(tuples.lazy.map { $0[index] })
      }
      if elements.count == first.count { return .tuple(elements) }
    }
    return unified(tuples.lazy.flatMap { $0 }).map { .list($0) }
  }

  /// The types of the elements of lists, sets and tuples; nil where there are others among them.
  private static func elements(_ types: [HCLType]) -> [HCLType]? {
    var result: [HCLType] = []
    for type in types {
      switch type {
      case .list(let element), .set(let element): result.append(element)
      case .tuple(let elements): result += elements
      default: return nil
      }
    }
    return result
  }
}
