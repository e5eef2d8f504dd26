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
    case .string: "text"
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
