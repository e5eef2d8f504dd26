extension HCLDocument {
  /// `expression` on one line.
  static func inline(_ expression: Expression) -> String {
    switch expression.unwrapped {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.text
    case .text(let template): quoted(template.pieces)
    case .list(let elements): "[\(elements.map(inline).joined(separator: ", "))]"
    case .object(let members): inline(members)
    case .root(let name): name.text
    case .step(let base, let step): inline(base, step)
    case .call(let function, let arguments):
      "\(function.text)(\(arguments.map(inline).joined(separator: ", ")))"
    case .conditional(let condition, let yes, let no):
      "\(branch(condition)) ? \(branch(yes)) : \(branch(no))"
    case .operation(let left, let sign, let right):
      "\(operand(left)) \(sign.rawValue) \(operand(right))"
    case .not(let value): "!\(operand(value))"
    }
  }

  static func key(_ text: String) -> String { Name.isKey(text) ? text : quoted(text) }

  /// An operand of an operator, in parentheses where it contains operators itself.
  private static func operand(_ expression: Expression) -> String {
    switch expression.unwrapped {
    case .conditional, .operation: "(\(inline(expression)))"
    default: inline(expression)
    }
  }

  /// A part of a conditional, in parentheses where it is one itself.
  static func branch(_ expression: Expression) -> String {
    expression.isConditional ? "(\(inline(expression)))" : inline(expression)
  }

  private static func inline(_ members: [Member]) -> String {
    guard !members.isEmpty else { return "{}" }
    return "{ \(members.map { "\(key($0.key)) = \(inline($0.value))" }.joined(separator: ", ")) }"
  }

  /// The base of a step, in parentheses unless it is a name, a call or another step.
  private static func inline(_ base: Expression, _ step: Step) -> String {
    let start =
      switch base.unwrapped {
      case .root, .step, .call: inline(base)
      default: "(\(inline(base)))"
      }
    switch step {
    case .attribute(let name): return "\(start).\(name.text)"
    case .index(let place):
      // `terraform fmt` drops a bare `null` or `true` here.
      let index = place.isWord ? "(\(inline(place)))" : inline(place)
      return "\(start)[\(index)]"
    case .splat: return "\(start)[*]"
    }
  }
}

extension HCLDocument.Expression {
  /// The expression that is alone in a template, which `terraform fmt` unwraps.
  var unwrapped: Self {
    guard case .text(let template) = self else { return self }
    let pieces = template.pieces
    guard pieces.count == 1, case .interpolation(let inner) = pieces[0] else { return self }
    return inner
  }

  /// Whether the value is a word of the language.
  var isWord: Bool {
    switch unwrapped {
    case .null, .bool: true
    default: false
    }
  }

  var isConditional: Bool { if case .conditional = unwrapped { true } else { false } }
}
