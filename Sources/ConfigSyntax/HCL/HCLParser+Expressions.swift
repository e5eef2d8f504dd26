import Diagnostics

/// Expressions, from the operators that bind weakest to those that bind strongest.
extension HCLParser {
  /// Any expression: a conditional, or what binds more tightly.
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

  /// A term with its signs and steps.
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

  /// What begins an expression and is not a sign.
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

  /// A word: a constant, a function with its arguments, or a variable.
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

  /// The rest of a call after the first word of its name.
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

  /// As many steps as follow; an empty array is the usual case.
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

  /// `.name`, `.0` or `.*`; the attributes after `.*` belong to it.
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

  /// `[index]` or `[*]`, to which all steps after it belong.
  private mutating func bracketStep() -> HCLTraversalStep? {
    let open = next()
    if peek().kind == .star {
      next()
      guard take(.closeBracket) else { return unexpected("`]`") }
      let brackets = span(from: span(open))
      return deeper { parser in parser.steps().map { .splat($0, brackets) } }
    }
    return with(.ignored) { parser in
      guard let index = parser.expression() else { return nil }
      guard parser.take(.closeBracket) else { return parser.unexpected("`]`") }
      return .index(index)
    }
  }
}

/// Lists, objects and `for` expressions.
extension HCLParser {
  /// `[…]`, a list or a loop that creates one.
  mutating func tuple() -> HCLExpression? {
    let open = next()
    return with(.ignored) { parser in
      if parser.isWord(parser.peek(), "for") { return parser.forEach(from: open) }
      var elements: [HCLExpression] = []
      while !parser.take(.closeBracket) {
        guard let element = parser.expression() else { return nil }
        elements.append(element)
        if !parser.take(.comma), parser.peek().kind != .closeBracket {
          return parser.unexpected("`,` or `]`")
        }
      }
      return HCLExpression(.tuple(elements), parser.span(from: parser.span(open)))
    }
  }

  /// `{…}`, an object or a loop that creates one.
  mutating func object() -> HCLExpression? {
    let open = next()
    if let isFor = with(.ignored, { $0.isWord($0.peek(), "for") }), isFor {
      return with(.ignored) { $0.forEach(from: open) }
    }
    return with(.significant) { parser in
      var items: [HCLObjectItem] = []
      while true {
        while parser.take(.newline) {}
        if parser.take(.closeBrace) { break }
        guard let item = parser.objectItem() else { return nil }
        items.append(item)
        if !parser.take(.comma), !parser.take(.newline), parser.peek().kind != .closeBrace {
          return parser.unexpected("`,`, a new line or `}`")
        }
      }
      return HCLExpression(.object(items), parser.span(from: parser.span(open)))
    }
  }

  /// A bare word before `=` or `:` is text, also `null` and `true`; in parentheses it is an
  /// expression.
  private mutating func objectItem() -> HCLObjectItem? {
    let first = tokens[index]
    if first.kind == .identifier, tokens[index + 1].kind.isAssignment {
      index += 2
      return expression().map { value in
        HCLObjectItem(
          key: .name(HCLText.normalized(text(first))), keySpan: span(first), value: value)
      }
    }
    guard let key = expression() else { return nil }
    guard peek().kind.isAssignment else { return unexpected("`=` after the key") }
    next()
    return expression().map { value in
      HCLObjectItem(key: .expression(key), keySpan: key.span, value: value)
    }
  }

  // MARK: For

  /// From the word `for` to the closing bracket of the same kind as `open`.
  private mutating func forEach(from open: HCLToken) -> HCLExpression? {
    next()
    guard let names = loopNames(), let collection = expression() else { return nil }
    guard take(.colon) else { return unexpected("`:` after the collection") }
    guard var value = expression() else { return nil }
    var key: HCLExpression?
    let isObject = open.kind == .openBrace
    if isObject {
      guard take(.arrow) else { return unexpected("`=>` between key and value") }
      key = value
      guard let second = expression() else { return nil }
      value = second
    }
    let grouping: HCLForExpression.Grouping = isObject && take(.ellipsis) ? .byKey : .none
    var condition: HCLExpression?
    if isWord(peek(), "if") {
      next()
      guard let filter = expression() else { return nil }
      condition = filter
    }
    guard take(isObject ? .closeBrace : .closeBracket) else {
      return unexpected(isObject ? "`}`" : "`]`")
    }
    let result = HCLForExpression(
      keyName: names.key, valueName: names.value, collection: collection, key: key, value: value,
      condition: condition, grouping: grouping)
    return HCLExpression(.forEach(result), span(from: span(open)))
  }

  /// `v in` or `k, v in`.
  mutating func loopNames() -> (key: String?, value: String)? {
    guard peek().kind == .identifier else { return unexpected("a name") }
    let first = HCLText.normalized(text(next()))
    var second: String?
    if take(.comma) {
      guard peek().kind == .identifier else { return unexpected("a name") }
      second = HCLText.normalized(text(next()))
    }
    guard isWord(peek(), "in") else { return unexpected("`in`") }
    next()
    return second.map { (first, $0) } ?? (nil, first)
  }
}
