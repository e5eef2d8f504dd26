package import Diagnostics

/// An HCL expression and its span.
///
/// Chains (`a + b + c`, `a.b[0].c`) are flat, so that long ones need no recursion. The forms that literals
/// have are in place, the others in memory of their own.
package struct HCLExpression: Sendable {
  /// One form of expression for each rule of HCL's grammar.
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    indirect case number(HCLNumber)
    /// Text without a template in it.
    case string(String)
    case template([HCLTemplatePart])
    /// `"${x}"` and nothing else: the value of `x`, whatever its type.
    indirect case wrapped(HCLExpression)
    indirect case parentheses(HCLExpression)
    case tuple([HCLExpression])
    case object([HCLObjectItem])
    /// The first name of `var.x`.
    case variable(String)
    indirect case traversal(HCLExpression, [HCLTraversalStep])
    indirect case call(HCLCall)
    indirect case unary(HCLUnaryOperator, HCLExpression)
    /// Operands of one precedence, from left to right.
    indirect case operation(HCLExpression, [HCLOperand])
    indirect case conditional(HCLConditional)
    indirect case forEach(HCLForExpression)
  }

  /// The form, and the expressions in it.
  package let kind: Kind
  /// From the first byte to the last, quotes and parentheses included.
  package let span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// `key = value` of an object.
package struct HCLObjectItem: Sendable {
  /// A bare word is text here, not a variable.
  package enum Key: Sendable {
    /// A bare word, `null` and `true` among them.
    case name(String)
    indirect case expression(HCLExpression)
  }

  /// What precedes `=` or `:`.
  package let key: Key
  /// The key with its quotes or parentheses.
  package let keySpan: SourceSpan
  /// What follows `=` or `:`.
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
  /// Whether `...` follows the last argument, which then is a list of arguments.
  package enum Expansion: Sendable { case none, last }

  /// `merge`, or `provider::name::function`.
  package let name: Located
  /// In writing order; functions like `try` evaluate them themselves.
  package let arguments: [HCLExpression]
  /// `.last` makes the number of arguments depend on a value.
  package let expansion: Expansion
}

/// `!` or `-` before a value.
package enum HCLUnaryOperator: Sendable { case not, negate }

/// An operator and its right operand.
package struct HCLOperand: Sendable {
  /// The operator before the value.
  package let sign: HCLBinaryOperator
  /// The operand after the sign, which binds more tightly than it.
  package let value: HCLExpression
}

/// `condition ? yes : no`.
package struct HCLConditional: Sendable {
  /// A Boolean, or text that is `true` or `false`.
  package let condition: HCLExpression
  /// Evaluated if the condition holds.
  package let yes: HCLExpression
  /// Evaluated otherwise.
  package let no: HCLExpression
}

/// `[for k, v in c : …]` and `{for k, v in c : key => …}`.
package struct HCLForExpression: Sendable {
  /// What two equal keys mean: an error, or one list of both values.
  package enum Grouping: Sendable { case none, byKey }

  /// `k`, which is bound to an index, a key or an element of a set; nil where only `v` is written.
  package let keyName: String?
  /// `v`, visible in all expressions below.
  package let valueName: String
  /// Evaluated once, outside of the loop.
  package let collection: HCLExpression
  /// nil for a loop that creates a list.
  package let key: HCLExpression?
  /// Evaluated for each element that the condition keeps.
  package let value: HCLExpression
  /// What follows `if`; nil keeps every element.
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
  /// As in `HCLForExpression`.
  package let keyName: String?
  /// Visible in the body.
  package let valueName: String
  /// Evaluated once.
  package let collection: HCLExpression
  /// Repeated for each element; its texts are joined.
  package let body: [HCLTemplatePart]
}

/// An operator between two values.
package enum HCLBinaryOperator: Sendable {
  case or, and, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case add, subtract, multiply, divide, remainder

  init?(_ token: HCLToken.Kind) {
    switch token {
    case .or: self = .or
    case .and: self = .and
    case .equality: self = .equal
    case .inequality: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .plus: self = .add
    case .minus: self = .subtract
    case .star: self = .multiply
    case .slash: self = .divide
    case .percent: self = .remainder
    default: return nil
    }
  }

  /// How tightly it binds, from 1.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual: 3
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide, .remainder: 6
    }
  }
}
