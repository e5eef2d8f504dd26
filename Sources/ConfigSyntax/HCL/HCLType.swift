import Diagnostics

/// The type of a value, as far as values of configurations tell their types apart.
indirect enum HCLType: Sendable, Equatable {
  /// What null has, and what is not known.
  case any
  case bool, number, string
  case list(HCLType)
  case map(HCLType)
  case tuple([HCLType])
  case object([String: HCLType])

  init(of value: HCLValue) {
    switch value.kind {
    case .null, .unknown: self = .any
    case .bool: self = .bool
    case .number: self = .number
    case .string: self = .string
    case .list(let elements): self = .tuple(elements.map { HCLType(of: $0) })
    case .object(let object):
      self = .object(
        Dictionary(
          object.members.map { ($0.key.value, HCLType(of: $0.value)) }, uniquingKeysWith: { $1 }))
    }
  }

  /// The one type that both convert to, as both branches of a condition do; nil where none is.
  func unified(with other: HCLType) -> HCLType? {
    switch (self, other) {
    case (.any, let type), (let type, .any): return type
    case (.bool, .bool), (.number, .number), (.string, .string): return self
    case (.string, .bool), (.string, .number), (.bool, .string), (.number, .string): return .string
    case (.tuple(let left), .tuple(let right)) where left.count == right.count:
      var elements: [HCLType] = []
      for (one, two) in zip(left, right) {
        guard let type = one.unified(with: two) else { return nil }
        elements.append(type)
      }
      return .tuple(elements)
    case (.object(let left), .object(let right)) where left.keys == right.keys:
      return Self.members(left, right)
    case (.object, .object), (.map, .object), (.object, .map), (.map, .map):
      return Self.common(elements + other.elements).map { .map($0) }
    case (.tuple, .tuple), (.list, .tuple), (.tuple, .list), (.list, .list):
      return Self.common(elements + other.elements).map { .list($0) }
    default: return nil
    }
  }

  private static func members(
    _ left: [String: HCLType], _ right: [String: HCLType]
  ) -> HCLType? {
    var members: [String: HCLType] = [:]
    for (key, one) in left {
      guard let two = right[key], let type = one.unified(with: two) else { return nil }
      members[key] = type
    }
    return .object(members)
  }

  private var elements: [HCLType] {
    switch self {
    case .any, .bool, .number, .string: []
    case .list(let type), .map(let type): [type]
    case .tuple(let types): types
    case .object(let members): Array(members.values)
    }
  }

  private static func common(_ types: [HCLType]) -> HCLType? {
    var result = HCLType.any
    for type in types {
      guard let next = result.unified(with: type) else { return nil }
      result = next
    }
    return result
  }

  /// `value` as a value of this type; nil where it is none.
  func convert(_ value: HCLValue) -> HCLValue? {
    if value.isNull || value.isUnknown { return value }
    switch self {
    case .any: return value
    case .bool: return value.bool.map { HCLValue(.bool($0), value.span) }
    case .number: return value.number.map { HCLValue(.number($0), value.span) }
    case .string: return value.text.map { HCLValue(.string($0), value.span) }
    case .list, .tuple: return convertElements(value)
    case .map, .object: return convertMembers(value)
    }
  }

  private func convertElements(_ value: HCLValue) -> HCLValue? {
    guard case .list(let elements) = value.kind else { return nil }
    var result: [HCLValue] = []
    for (place, element) in elements.enumerated() {
      let type: HCLType =
        switch self {
        case .list(let type): type
        case .tuple(let types) where place < types.count: types[place]
        default: .any
        }
      guard let converted = type.convert(element) else { return nil }
      result.append(converted)
    }
    return HCLValue(.list(result), value.span)
  }

  private func convertMembers(_ value: HCLValue) -> HCLValue? {
    guard case .object(let object) = value.kind else { return nil }
    var result = HCLObject()
    for member in object.members {
      let type: HCLType =
        switch self {
        case .map(let type): type
        case .object(let types): types[member.key.value] ?? .any
        default: .any
        }
      guard let converted = type.convert(member.value) else { return nil }
      result.set(member.key, converted)
    }
    return HCLValue(.object(result), value.span)
  }
}
