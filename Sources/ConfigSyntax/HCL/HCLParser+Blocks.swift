import Diagnostics

/// `type "label" { … }`.
extension HCLParser {
  mutating func block(_ type: HCLToken) -> HCLBlock? {
    var labels: [Located] = []
    while peek().kind != .openBrace {
      guard let label = label() else { return nil }
      labels.append(label)
    }
    next()
    guard depth < limits.depth else {
      let _: Never? = refuse(
        SyntaxProblem.nestingDepth, "blocks are nested more than \(limits.depth) levels deep",
        at: span(type))
      index = tokens.count - 1
      isGivenUp = true
      return nil
    }
    guard
      let body: HCLBody = deeper({ parser in
        if let single = parser.singleLineBody() { return single }
        return parser.body(of: .block)
      })
    else { return nil }
    // Damage inside may have swallowed the end, which is not a second finding.
    let isLost = !isGivenUp && !body.damage.isEmpty && peek().kind == .end
    guard isLost || take(.closeBrace) else { return unexpected("`}` at the end of the block") }
    let whole = span(from: span(type))
    guard endLine(after: "the block") else { return nil }
    return HCLBlock(
      type: Located(text(type), span(type)), labels: labels, body: body, span: whole)
  }

  private mutating func label() -> Located? {
    let token = peek()
    if token.kind == .identifier {
      next()
      return Located(text(token), span(token))
    }
    guard token.kind == .openQuote, let expression = template() else {
      return token.kind == .openQuote ? nil : unexpected("a label or `{`")
    }
    guard case .string(let text) = expression.kind else {
      return refuse(SyntaxProblem.hclSyntax, "a label must be plain text", at: expression.span)
    }
    return Located(text, expression.span)
  }

  /// `{ name = value }` on one line; nil where the block has another form.
  private mutating func singleLineBody() -> HCLBody? {
    guard tokens[index].kind == .identifier, tokens[index + 1].kind == .equal else { return nil }
    let token = next()
    next()
    let name = Located(text(token), span(token))
    guard let expression = expression() else { return nil }
    let span = SourceSpan(id, Int(token.lower), Int(expression.span.upper))
    let attribute = HCLAttribute(name: name, expression: expression, span: span)
    return HCLBody(attributes: [attribute], blocks: [], span: span, damage: [])
  }
}
