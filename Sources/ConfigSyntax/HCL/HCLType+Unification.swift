/// The one type that values of several types convert to: the elements of a list, the branches of
/// a condition.
extension HCLType {
  func unified(with other: HCLType) -> HCLType? { Self.unified([self, other]) }

  /// nil where the types have none in common; `any` where all of them are unknown.
  static func unified(_ types: some Sequence<HCLType>) -> HCLType? {
    unified(distinct: distinct(types).known)
  }

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
  }

  static func distinct(_ types: some Sequence<HCLType>) -> Distinct {
    var result = Distinct()
    for type in types {
      if type == .any {
        result.hasUnknown = true
      } else if !result.known.suffix(few).contains(type) {
        result.known.append(type)
      }
    }
    return result
  }

  /// How many types are compared to find duplicates.
  private static let few = 8

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
      let attributes = first.attributes.indices.compactMap { place in
        unified(objects.lazy.map { $0.attributes[place].type }).map { type in
          HCLObjectType.Attribute(
            name: first.attributes[place].name, type: type, presence: .required)
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
      let elements = first.indices.compactMap { place in
        unified(tuples.lazy.map { $0[place] })
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
