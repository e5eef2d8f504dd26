extension HCLDocument {
  /// The `type` of a variable.
  package indirect enum TypeConstraint: Sendable {
    case any, string, number, bool
    case list(TypeConstraint)
    case set(TypeConstraint)
    case map(TypeConstraint)
    case tuple([TypeConstraint])
    case object([Attribute])

    /// `name = type` of an object.
    package struct Attribute: Sendable {
      package let name: Name
      package let type: TypeConstraint
      package let presence: Presence

      package init(_ name: Name, _ type: TypeConstraint, _ presence: Presence = .required) {
        self.name = name
        self.type = type
        self.presence = presence
      }
    }

    /// Whether a value of the object must have the attribute.
    package enum Presence: Sendable {
      case required
      case optional
      /// `optional(type, default)`.
      case defaults(to: Expression)
    }

    /// The constraint as an expression.
    package var expression: Expression {
      switch self {
      case .any: .root("any")
      case .string: .root("string")
      case .number: .root("number")
      case .bool: .root("bool")
      case .list(let element): .call("list", element.expression)
      case .set(let element): .call("set", element.expression)
      case .map(let element): .call("map", element.expression)
      case .tuple(let elements): .call("tuple", .list(elements.map(\.expression)))
      case .object(let attributes):
        .call("object", .object(attributes.map { Member($0.name.text, $0.expression) }))
      }
    }
  }
}

extension HCLDocument.TypeConstraint.Attribute {
  fileprivate var expression: HCLDocument.Expression {
    switch presence {
    case .required: type.expression
    case .optional: .call("optional", type.expression)
    case .defaults(let value): .call("optional", type.expression, value)
    }
  }
}
