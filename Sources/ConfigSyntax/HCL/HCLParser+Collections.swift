import Diagnostics

/// Lists, objects and `for` expressions.
extension HCLParser {
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

  private mutating func objectItem() -> HCLObjectItem? {
    let isParenthesized = peek().kind == .openParenthesis
    guard let key = expression() else { return nil }
    guard take(.equal) || take(.colon) else { return unexpected("`=` after the key") }
    guard let value = expression() else { return nil }
    let word: String? =
      switch key.kind {
      case .variable(let name) where !isParenthesized: name
      case .bool(let value) where !isParenthesized: value ? "true" : "false"
      case .null where !isParenthesized: "null"
      default: nil
      }
    return HCLObjectItem(
      key: word.map { .name($0) } ?? .expression(key), keySpan: key.span, value: value)
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
