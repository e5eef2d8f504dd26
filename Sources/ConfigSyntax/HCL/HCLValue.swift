package import Diagnostics

/// The value of an expression, with the span where each piece of it was written.
package struct HCLValue: Sendable {
  /// The data, whatever type a conversion gave it.
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    indirect case number(HCLNumber)
    case string(String)
    /// A list, tuple or set.
    case list([HCLValue])
    /// An object or map.
    case object(HCLObject)
    /// A value known only to Terraform; its text may still have a known beginning.
    case unknown(prefix: String)
  }

  /// The data; its pieces have spans of their own.
  package let kind: Kind
  /// Where it was written, also through `var.x`; for a computed value, the expression.
  package let span: SourceSpan
  /// What is in it.
  fileprivate let contents: HCLContents
  /// The type from a conversion; without one, a list is a tuple, and an object is not a map.
  package let type: HCLType?

  package init(_ kind: Kind, _ span: SourceSpan, _ type: HCLType? = nil) {
    self.init(kind, HCLContents(of: kind), span, type)
  }

  private init(_ kind: Kind, _ contents: HCLContents, _ span: SourceSpan, _ type: HCLType?) {
    self.kind = kind
    self.contents = contents
    self.span = span
    self.type = type
  }

  /// The value as the result of the expression at `span`; one written elsewhere keeps its span.
  func made(at span: SourceSpan) -> HCLValue {
    span.contains(self.span) ? HCLValue(kind, contents, span, type) : self
  }

  /// An unknown value of unknown type.
  static func unknown(_ span: SourceSpan) -> HCLValue { HCLValue(.unknown(prefix: ""), span) }

  /// Whether it is unknown as a whole, possibly with a known beginning.
  package var isUnknown: Bool { if case .unknown = kind { true } else { false } }
  /// Whether it is unknown and may be text, a number or a Boolean.
  var isOpen: Bool { isUnknown && (type == nil || type == .any || type?.isPrimitive == true) }
  /// Whether it is null, with or without a type.
  package var isNull: Bool { if case .null = kind { true } else { false } }

  /// Whether every piece is known.
  package var isWhollyKnown: Bool { contents.isKnown }

  /// The number of its pieces, and half of the bytes of its text; at most about two million.
  package var weight: Int { contents.weight }

  /// The number of elements or members.
  var count: Int {
    switch kind {
    case .list(let elements): elements.count
    case .object(let object): object.members.count
    case .null, .bool, .number, .string, .unknown: 0
    }
  }

  /// How many values are inside one another, itself included; at most 1,023.
  var depth: Int { contents.depth }

  /// The first piece that is deeper than so many levels.
  func piece(belowLevel levels: Int) -> HCLValue {
    var piece = self
    for left in stride(from: levels, to: 0, by: -1) {
      let pieces: [HCLValue]
      switch piece.kind {
      case .list(let elements): pieces = elements
      case .object(let object): pieces = object.members.map(\.value)
      default: pieces = []
      }
      guard let deep = pieces.first(where: { $0.depth >= left }) else { break }
      piece = deep
    }
    return piece
  }

  /// What a message calls a value of this kind.
  package var noun: String {
    switch kind {
    case .null: "null"
    case .bool: "a Boolean"
    case .number: "a number"
    case .string: "a string"
    case .list: "a list"
    case .object: "an object"
    case .unknown: type?.noun ?? "an unknown value"
    }
  }

  /// The elements of a list, tuple or set; nil for any other value.
  package var elements: [HCLValue]? {
    if case .list(let elements) = kind { elements } else { nil }
  }

  /// The value as Terraform converts it to text; nil where it refuses to, or the value is unknown.
  package var text: String? {
    switch kind {
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text
    case .null, .list, .object, .unknown: nil
    }
  }

  /// The text as a number, where it is one.
  package var number: HCLNumber? {
    switch kind {
    case .number(let number): number
    case .string(let text): HCLNumber(text)
    default: nil
    }
  }

  /// The value as a Boolean, which its text may spell.
  package var bool: Bool? {
    switch kind {
    case .bool(let value): value
    case .string("true"), .string("1"): true
    case .string("false"), .string("0"): false
    default: nil
    }
  }

  // MARK: The common tree

  /// The value as a node with the same spans.
  package var node: ConfigNode {
    switch kind {
    case .null: ConfigNode(.scalar(Scalar("null", .plain)), span)
    case .bool(let value): ConfigNode(.scalar(Scalar(value ? "true" : "false", .plain)), span)
    case .number(let number): ConfigNode(.scalar(Scalar(number.text, .plain)), span)
    case .string(let text): ConfigNode(.scalar(Scalar(text, .double)), span)
    case .list(let elements): ConfigNode(.sequence(elements.map(\.node)), span)
    case .object(let object):
      ConfigNode(
        .mapping(object.members.map { Entry(key: $0.key, value: $0.value.node) }), span)
    case .unknown(let prefix): ConfigNode(.unknown(prefix: prefix), span)
    }
  }
}

/// What there is in a value, so that nobody has to visit all of its pieces again: a value may be used as
/// often as there are names in a file.
fileprivate struct HCLContents: Sendable {
  /// A bit for `isKnown`, ten for the depth, the others for the weight.
  private let bits: UInt32

  private static let mostDepth = (1 << 10) - 1
  private static let mostWeight = (1 << 21) - 1

  private init(isKnown: Bool, depth: Int, weight: Int) {
    bits =
      (isKnown ? 1 : 0) | UInt32(min(depth, Self.mostDepth)) << 1
      | UInt32(min(weight, Self.mostWeight)) << 11
  }

  init(of kind: HCLValue.Kind) {
    switch kind {
    case .null, .bool, .number: self.init(isKnown: true, depth: 1, weight: 0)
    case .string(let text): self.init(isKnown: true, depth: 1, weight: text.utf8.count / 2)
    case .unknown: self.init(isKnown: false, depth: 1, weight: 0)
    case .list(let elements): self.init(ofCollection: elements.count, elements.lazy.map(\.contents))
    case .object(let object):
      self.init(ofCollection: object.members.count, object.members.lazy.map(\.value.contents))
    }
  }

  private init(ofCollection count: Int, _ pieces: some Sequence<HCLContents>) {
    var (isKnown, depth, weight) = (true, 0, count)
    for piece in pieces {
      isKnown = isKnown && piece.isKnown
      depth = max(depth, piece.depth)
      weight += piece.weight
    }
    self.init(isKnown: isKnown, depth: depth + 1, weight: weight)
  }

  var isKnown: Bool { bits & 1 == 1 }
  var depth: Int { Int(bits >> 1) & Self.mostDepth }
  var weight: Int { Int(bits >> 11) }
}

/// The members of an object in the order in which they were written, each key once.
package struct HCLObject: Sendable {
  /// `key = value`.
  package struct Member: Sendable {
    /// The key in normalization form C, and where it was written.
    package let key: Located
    /// That of the last of several equal keys.
    package let value: HCLValue
  }

  /// In the order in which the keys first occurred.
  package private(set) var members: [Member] = []
  /// The index of each key, once there are too many for a linear search.
  private var indexes: [ExactText: Int] = [:]

  /// Up to how many members a linear search is faster than hashing.
  private static let few = 8

  /// An object without members.
  package init() {}

  /// The value of a key, compared byte for byte; nil where there is none.
  package subscript(key: String) -> HCLValue? { index(of: key).map { members[$0].value } }

  /// The index of a key among the members.
  private func index(of key: String) -> Int? {
    guard indexes.isEmpty else { return indexes[ExactText(key)] }
    let checksum = Checksum.of(key)
    return members.firstIndex { $0.key.checksum == checksum && $0.key.value.isExactly(key) }
  }

  /// Adds a member; one of the same key is replaced, and its key returned.
  @discardableResult
  package mutating func set(_ key: Located, _ value: HCLValue) -> Located? {
    let member = Member(key: key, value: value)
    guard let index = index(of: key.value) else {
      append(member)
      return nil
    }
    let before = members[index].key
    members[index] = member
    return before
  }

  private mutating func append(_ member: Member) {
    members.append(member)
    guard members.count > Self.few else { return }
    let first = indexes.isEmpty ? 0 : members.count - 1
    for index in first..<members.count { indexes[ExactText(members[index].key.value)] = index }
  }

  /// The members in Terraform's iteration order: by key.
  package var sorted: [Member] {
    members.sorted { $0.key.value.utf8.lexicographicallyPrecedes($1.key.value.utf8) }
  }
}
