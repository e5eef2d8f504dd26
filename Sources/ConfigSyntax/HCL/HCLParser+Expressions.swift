import Diagnostics

/// Expressions, from the operators that bind weakest to those that bind strongest.
extension HCLParser {
  mutating func expression() -> HCLExpression? {
    deeper { parser in
      guard let condition = parser.operation(1) else { return nil }
      guard parser.take(.question) else { return condition }
      guard let yes = parser.expression() else { return nil }
      guard parser.take(.colon) else { return parser.unexpected("`:` of the conditional") }
      guard let no = parser.expression() else { return nil }
      return HCLExpression(
        .conditional(HCLConditional(condition: condition, yes: yes, no: no)),
        parser.span(from: condition.span))
    }
  }

  /// Operators that bind at least as strongly as `precedence`.
  private mutating func operation(_ precedence: Int) -> HCLExpression? {
    guard var left = operand() else { return nil }
    while let level = HCLBinaryOperator(peek().kind)?.precedence, level >= precedence {
      var operands: [HCLOperand] = []
      while let sign = HCLBinaryOperator(peek().kind), sign.precedence == level {
        next()
        guard let right = operation(level + 1) else { return nil }
        operands.append(HCLOperand(sign: sign, value: right))
      }
      left = HCLExpression(.operation(left, operands), span(from: left.span))
    }
    return left
  }

  private mutating func operand() -> HCLExpression? {
    let token = peek()
    switch token.kind {
    case .minus, .bang:
      return deeper { parser in
        parser.next()
        guard let value = parser.operand() else { return nil }
        return HCLExpression(
          .unary(token.kind == .minus ? .negate : .not, value),
          parser.span(from: parser.span(token)))
      }
    default:
      guard let term = term(), let steps = steps() else { return nil }
      return steps.isEmpty ? term : HCLExpression(.traversal(term, steps), span(from: term.span))
    }
  }

  private mutating func term() -> HCLExpression? {
    let token = peek()
    switch token.kind {
    case .number: return number()
    case .identifier: return name()
    case .openQuote, .openHeredoc, .openFlushHeredoc: return template()
    case .openBracket: return tuple()
    case .openBrace: return object()
    case .openParenthesis:
      next()
      guard
        let inner: HCLExpression = with(
          .ignored,
          { parser in
            guard let inner = parser.expression() else { return nil }
            return parser.take(.closeParenthesis) ? inner : parser.unexpected("`)`")
          })
      else { return nil }
      return HCLExpression(.parentheses(inner), span(from: span(token)))
    default: return unexpected("a value")
    }
  }

  private mutating func number() -> HCLExpression? {
    let token = next()
    guard let number = HCLNumber(text(token)) else {
      return refuse(
        SyntaxProblem.unreadableLiteral, "`\(value: text(token).prefix(40))` is not a number",
        at: span(token))
    }
    return HCLExpression(.number(number), span(token))
  }

  private mutating func name() -> HCLExpression? {
    let token = next()
    let name = Located(text(token), span(token))
    switch peek().kind {
    case .openParenthesis, .doubleColon: return call(name)
    default: break
    }
    switch name.value {
    case "true": return HCLExpression(.bool(true), name.span)
    case "false": return HCLExpression(.bool(false), name.span)
    case "null": return HCLExpression(.null, name.span)
    default: return HCLExpression(.variable(HCLText.normalized(name.value)), name.span)
    }
  }

  private mutating func call(_ first: Located) -> HCLExpression? {
    var name = first.value
    while take(.doubleColon) {
      guard peek().kind == .identifier else { return unexpected("a name") }
      name += "::" + text(next())
    }
    let located = Located(name, span(from: first.span))
    guard take(.openParenthesis) else { return unexpected("`(`") }
    return with(.ignored) { parser in
      var arguments: [HCLExpression] = []
      var expansion = HCLCall.Expansion.none
      while !parser.take(.closeParenthesis) {
        guard let argument = parser.expression() else { return nil }
        arguments.append(argument)
        if parser.take(.ellipsis) {
          expansion = .last
          guard parser.peek().kind == .closeParenthesis else { return parser.unexpected("`)`") }
        } else if !parser.take(.comma), parser.peek().kind != .closeParenthesis {
          return parser.unexpected("`,` or `)`")
        }
      }
      let call = HCLCall(name: located, arguments: arguments, expansion: expansion)
      return HCLExpression(.call(call), parser.span(from: first.span))
    }
  }

  // MARK: Steps

  private mutating func steps() -> [HCLTraversalStep]? {
    var steps: [HCLTraversalStep] = []
    while true {
      switch peek().kind {
      case .dot:
        guard appendDotStep(to: &steps) else { return nil }
      case .openBracket:
        guard let step = bracketStep() else { return nil }
        steps.append(step)
      default: return steps
      }
    }
  }

  private mutating func appendDotStep(to steps: inout [HCLTraversalStep]) -> Bool {
    next()
    let token = peek()
    switch token.kind {
    case .identifier:
      next()
      steps.append(.attribute(Located(HCLText.normalized(text(token)), span(token))))
    case .number:
      guard let index = legacyIndex() else { return false }
      steps.append(index)
    case .star:
      next()
      var inner: [HCLTraversalStep] = []
      while peek().kind == .dot, index + 1 < tokens.count {
        next()
        let name = peek()
        guard name.kind == .identifier else { return unexpected("a name") ?? false }
        next()
        inner.append(.attribute(Located(HCLText.normalized(text(name)), span(name))))
      }
      steps.append(.splat(inner, span(token)))
    default: return unexpected("a name") ?? false
    }
    return true
  }

  /// `a.0`, an older form of `a[0]`; Terraform rejects two of them in a row.
  private mutating func legacyIndex() -> HCLTraversalStep? {
    let token = next()
    let written = text(token)
    guard written.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = HCLNumber(written)
    else {
      return refuse(
        SyntaxProblem.hclSyntax, "`\(value: written)` is not an index", at: span(token),
        help: "write indexes in brackets, as in `[0][1]`")
    }
    return .index(HCLExpression(.number(number), span(token)))
  }

  private mutating func bracketStep() -> HCLTraversalStep? {
    let open = next()
    if peek().kind == .star {
      next()
      guard take(.closeBracket) else { return unexpected("`]`") }
      let place = span(from: span(open))
      return deeper { parser in parser.steps().map { .splat($0, place) } }
    }
    return with(.ignored) { parser in
      guard let index = parser.expression() else { return nil }
      guard parser.take(.closeBracket) else { return parser.unexpected("`]`") }
      return .index(index)
    }
  }
}
