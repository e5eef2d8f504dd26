/// The expressions of a document, and short ways to write them in Swift.
extension HCLDocument {
  /// A value, or how Terraform computes it.
  ///
  /// A Swift literal is the same literal here: `"var.x"` is text, never a reference.
  package indirect enum Expression: Sendable {
    /// The absence of a value: Terraform then uses the default.
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
    /// The right side, on a line of its own unless the whole object is written on one line.
    package let value: Expression

    /// A member whose key is written as an identifier where that is possible.
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

/// Short ways to refer to definitions in other parts of a module.
extension HCLDocument.Expression {
  package typealias Name = HCLDocument.Name

  /// `a.b.c`.
  package static func reference(_ first: Name, _ rest: Name...) -> Self {
    rest.reduce(.root(first)) { $0.attribute($1) }
  }

  /// `var.name`.
  package static func variable(_ name: Name) -> Self { .reference("var", name) }

  /// `local.name`.
  package static func local(_ name: Name) -> Self { .reference("local", name) }

  /// `module.name.output`.
  package static func module(_ name: Name, _ output: Name) -> Self {
    .reference("module", name, output)
  }

  /// `data.type.name`.
  package static func data(_ type: Name, _ name: Name) -> Self { .reference("data", type, name) }

  /// `function(a, b)`.
  package static func call(_ function: Name, _ arguments: Self...) -> Self {
    .call(function, arguments)
  }

  /// Literal text, whatever characters are in it.
  package static func text(_ text: String) -> Self { .text(.init([.literal(text)])) }

  /// Text that is a secret until the document is rendered.
  package static func secret(_ text: SealedText) -> Self { .text(.init([.sealed(text)])) }

  /// A whole number.
  package static func number(_ value: Int) -> Self { .number(.init(value)) }

  /// `self.name`.
  package func attribute(_ name: Name) -> Self { .step(self, .attribute(name)) }

  /// `self[index]`.
  package func index(_ index: Self) -> Self { .step(self, .index(index)) }

  /// `self[*]`.
  package var splat: Self { .step(self, .splat) }
}

extension HCLDocument.Expression: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }

  package init(stringInterpolation: HCLDocument.Template.StringInterpolation) {
    self = .text(.init(stringInterpolation: stringInterpolation))
  }

  package init(booleanLiteral value: Bool) { self = .bool(value) }

  package init(integerLiteral value: Int) { self = .number(value) }

  package init(arrayLiteral elements: Self...) { self = .list(elements) }

  package init(dictionaryLiteral elements: (String, Self)...) {
    self = .object(elements.map { .init($0.0, $0.1) })
  }
}

extension HCLDocument {
  // MARK: Templates

  /// Text with expressions in it: `"mysql://\(.module("wandb", "endpoint"))"` in Swift is
  /// `"mysql://${module.wandb.endpoint}"` in HCL.
  package struct Template: Sendable, ExpressibleByStringInterpolation {
    /// As they were added; `pieces` joins and flattens them for writing.
    package let parts: [Part]

    /// A piece of a template.
    package enum Part: Sendable {
      /// Text in which nothing is an expression.
      case literal(String)
      /// Literal text that is read only by a writer.
      case sealed(SealedText)
      /// `${…}`.
      case interpolation(Expression)
    }

    /// A template in pieces, for text that is built in a loop.
    package init(_ parts: [Part]) { self.parts = parts }

    package init(stringLiteral text: String) { parts = [.literal(text)] }

    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// Collects the parts of a literal with `\(…)`; text values are interpolated as `\(text: …)`.
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
      fileprivate var parts: [Part] = []

      package init(literalCapacity: Int, interpolationCount: Int) {
        parts.reserveCapacity(interpolationCount * 2 + 1)
      }

      package mutating func appendLiteral(_ literal: String) { parts.append(.literal(literal)) }

      /// `${expression}`.
      package mutating func appendInterpolation(_ expression: Expression) {
        parts.append(.interpolation(expression))
      }

      /// Text of a user, escaped like a literal.
      package mutating func appendInterpolation(text: String) { parts.append(.literal(text)) }

      /// A secret, which stays sealed until the document is written.
      package mutating func appendInterpolation(_ secret: SealedText) {
        parts.append(.sealed(secret))
      }
    }

    /// The parts with adjacent literals joined, since `$` and `{` of two may have a meaning
    /// together, and nested templates flattened.
    enum Piece {
      case literal(String)
      case interpolation(Expression)
    }

    /// What a writer sees; this is where sealed text is read.
    var pieces: [Piece] {
      var pieces: [Piece] = []
      collect(into: &pieces)
      return pieces
    }

    private func collect(into pieces: inout [Piece]) {
      for part in parts {
        switch part {
        case .literal(let text): Self.append(text, to: &pieces)
        case .sealed(let text): Self.append(text.revealed, to: &pieces)
        case .interpolation(.text(let inner)): inner.collect(into: &pieces)
        case .interpolation(let expression): pieces.append(.interpolation(expression))
        }
      }
    }

    private static func append(_ text: String, to pieces: inout [Piece]) {
      guard !text.isEmpty else { return }
      guard case .literal(var before)? = pieces.last else { return pieces.append(.literal(text)) }
      pieces.removeLast()
      before += text
      pieces.append(.literal(before))
    }
  }

  // MARK: Types

  /// The `type` of a variable, as Terraform's type expressions describe it.
  package indirect enum TypeConstraint: Sendable {
    case any, string, number, bool
    case list(TypeConstraint)
    case set(TypeConstraint)
    case map(TypeConstraint)
    case tuple([TypeConstraint])
    case object([Attribute])

    /// `name = type` of an object.
    package struct Attribute: Sendable {
      /// The key, which must be an identifier.
      package let name: Name
      /// The type of its value.
      package let type: TypeConstraint
      /// Required unless stated otherwise.
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
