extension HCLDocument {
  /// A value, or how Terraform computes it.
  ///
  /// A Swift literal is the same literal here: `"var.x"` is text, never a reference.
  package indirect enum Expression: Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    case text(Template)
    case list([Expression])
    case object([Member])
    /// The first name of `var.x`.
    case root(Name)
    case step(Expression, Step)
    case call(Name, [Expression])
    case conditional(Expression, then: Expression, otherwise: Expression)
    case operation(Expression, Operator, Expression)
    case not(Expression)
  }

  /// `key = value` of an object.
  package struct Member: Sendable {
    /// Any text; it is quoted where it is not an identifier.
    package let key: String
    package let value: Expression

    package init(_ key: String, _ value: Expression) {
      self.key = key
      self.value = value
    }
  }

  /// A step from a value to a part of it.
  package enum Step: Sendable {
    case attribute(Name)
    case index(Expression)
    /// `[*]`: the steps after it apply to each element.
    case splat
  }

  /// An operator between two values.
  package enum Operator: String, Sendable, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case and = "&&"
    case or = "||"
    case plus = "+"
    case minus = "-"
    case remainder = "%"
  }
}

extension HCLDocument.Expression {
  /// The data of a tree of values; nil when Terraform cannot represent one of its numbers.
  package init?(_ value: DocumentValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .string(let text): self = .text(.init([.literal(text)]))
    case .number(let digits):
      guard let number = HCLDocument.Decimal(digits) else { return nil }
      self = .number(number)
    case .array(let values):
      let elements = values.compactMap { Self($0) }
      guard elements.count == values.count else { return nil }
      self = .list(elements)
    case .object(let object):
      let members = object.entries.compactMap { entry in
        Self(entry.value).map { HCLDocument.Member(entry.key, $0) }
      }
      guard members.count == object.entries.count else { return nil }
      self = .object(members)
    }
  }
}
