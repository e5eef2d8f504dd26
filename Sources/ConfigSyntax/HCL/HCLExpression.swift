package import Diagnostics

/// An HCL expression and its span.
///
/// Chains (`a + b + c`, `a.b[0].c`) are flat, so that long ones need no recursion.
package struct HCLExpression: Sendable {
  package indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    case number(HCLNumber)
    /// Text without a template in it.
    case string(String)
    case template([HCLTemplatePart])
    /// `"${x}"` and nothing else: the value of `x`, whatever its type.
    case wrapped(HCLExpression)
    case parentheses(HCLExpression)
    case tuple([HCLExpression])
    case object([HCLObjectItem])
    /// The first name of `var.x`.
    case variable(String)
    case traversal(HCLExpression, [HCLTraversalStep])
    case call(HCLCall)
    case unary(HCLUnaryOperator, HCLExpression)
    /// Operands of one precedence, from left to right.
    case operation(HCLExpression, [HCLOperand])
    case conditional(HCLConditional)
    case forEach(HCLForExpression)
  }

  package let kind: Kind
  package let span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// `key = value` of an object.
package struct HCLObjectItem: Sendable {
  package enum Key: Sendable {
    /// A bare word, `null` and `true` among them.
    case name(String)
    case expression(HCLExpression)
  }

  package let key: Key
  package let keySpan: SourceSpan
  package let value: HCLExpression

  /// The key where it is a bare word or plain text.
  package var name: String? {
    switch key {
    case .name(let name): name
    case .expression(let key): if case .string(let text) = key.kind { text } else { nil }
    }
  }
}

/// One step from a value to a part of it.
package enum HCLTraversalStep: Sendable {
  case attribute(Located)
  case index(HCLExpression)
  /// `[*]`, and the steps taken in each element.
  case splat([HCLTraversalStep], SourceSpan)
}

/// `name(arguments)`, possibly with `...` after the last one.
package struct HCLCall: Sendable {
  package enum Expansion: Sendable { case none, last }

  package let name: Located
  package let arguments: [HCLExpression]
  package let expansion: Expansion
}

/// `!` or `-` before a value.
package enum HCLUnaryOperator: Sendable { case not, negate }

/// An operator and its right operand.
package struct HCLOperand: Sendable {
  package let sign: HCLBinaryOperator
  package let value: HCLExpression
}

/// `condition ? yes : no`.
package struct HCLConditional: Sendable {
  package let condition: HCLExpression
  package let yes: HCLExpression
  package let no: HCLExpression
}

/// `[for k, v in c : …]` and `{for k, v in c : key => …}`.
package struct HCLForExpression: Sendable {
  package enum Grouping: Sendable { case none, byKey }

  package let keyName: String?
  package let valueName: String
  package let collection: HCLExpression
  /// nil for a loop that creates a list.
  package let key: HCLExpression?
  package let value: HCLExpression
  package let condition: HCLExpression?
  /// `...` after the value: the values of equal keys are collected.
  package let grouping: Grouping
}

/// A piece of a template.
package indirect enum HCLTemplatePart: Sendable {
  case literal(String)
  case interpolation(HCLExpression)
  /// `%{if}`, `%{else}`, `%{endif}`.
  case condition(HCLExpression, yes: [HCLTemplatePart], no: [HCLTemplatePart], SourceSpan)
  /// `%{for}`, `%{endfor}`.
  case loop(HCLTemplateLoop)
}

/// The head of a `%{for}` and the parts that it repeats.
package struct HCLTemplateLoop: Sendable {
  package let keyName: String?
  package let valueName: String
  package let collection: HCLExpression
  package let body: [HCLTemplatePart]
}
