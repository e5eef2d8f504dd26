package import Diagnostics

/// Reads HCL's native syntax by recursive descent and resumes after a damaged attribute or block.
///
/// A function that returns nil has reported why.
package struct HCLParser {
  /// Whether a line break ends what is being read: it does not inside brackets and parentheses.
  enum Lines { case significant, ignored }

  /// The text that is read, which for a JSON string is not a text of the input.
  let bytes: UnsafeBufferPointer<UInt8>
  let id: FileID
  let limits: Limits
  /// All of them; the last one is `.end`.
  let tokens: [HCLToken]
  private let origin: Origin
  /// The next token.
  var index = 0
  var lines = Lines.significant
  /// How many expressions and blocks surround the next token.
  var depth = 0
  var bag = DiagnosticBag()
  /// What did not parse in the body that is being read.
  private var damage: [SourceSpan] = []
  /// Damaged items so far; after the limit, the rest of the file is left unread.
  private var syntaxErrors = 0
  /// Attributes that their body already had.
  private var redefined = 0
  /// Whether the rest of the file is left unread, so that nothing counts as missing.
  var isGivenUp = false

  /// The body of a file; what does not parse is reported and left out.
  package static func read(
    _ file: SourceFile, _ id: FileID, limits: Limits = Limits(),
    _ bag: inout DiagnosticBag
  ) -> HCLBody {
    file.bytes.withUnsafeBufferPointer { bytes in
      let tokens = HCLLexer.tokens(bytes, most: limits[.tokens])
      guard tokens.count <= limits[.tokens] else {
        let last = tokens[limits[.tokens]]
        let span = SourceSpan(id, Int(last.lower), Int(last.lower))
        bag.report(.tooManyTokens(limits, at: span))
        let whole = SourceSpan(id, 0, bytes.count)
        return HCLBody(attributes: [], blocks: [], span: whole, damage: [whole])
      }
      var parser = HCLParser(bytes: bytes, id: id, limits: limits, tokens: tokens)
      let body = parser.body(of: .file)
      bag.report(parser.bag.sorted)
      return body
    }
  }

  /// `tokens` are those of `bytes`.
  init(
    bytes: UnsafeBufferPointer<UInt8>, id: FileID, limits: Limits, tokens: [HCLToken],
    origin: Origin = .file
  ) {
    self.bytes = bytes
    self.id = id
    self.limits = limits
    self.tokens = tokens
    self.origin = origin
  }

  /// Where the bytes are in the input.
  enum Origin {
    case file
    /// Further on, by this many bytes.
    case shifted(Int)
    /// They were decoded from this text, so that their own positions are lost.
    case decoded(SourceSpan)
  }

  /// The span of these bytes in the input.
  func inputSpan(_ lower: Int, _ upper: Int) -> SourceSpan {
    switch origin {
    case .file: SourceSpan(id, lower, upper)
    case .shifted(let offset): SourceSpan(id, max(0, lower + offset), max(0, upper + offset))
    case .decoded(let span): span
    }
  }

  // MARK: Tokens

  /// The next token, after line breaks that do not count here.
  mutating func peek() -> HCLToken {
    if lines == .ignored {
      while tokens[index].kind == .newline { index += 1 }
    }
    return tokens[index]
  }

  /// Consumes the next token, unless it is the end token.
  @discardableResult mutating func next() -> HCLToken {
    let token = peek()
    if token.kind != .end { index += 1 }
    return token
  }

  /// Consumes the next token if it is of this kind.
  mutating func take(_ kind: HCLToken.Kind) -> Bool {
    guard peek().kind == kind else { return false }
    next()
    return true
  }

  /// The bytes of a token in the input.
  func span(_ token: HCLToken) -> SourceSpan { inputSpan(Int(token.lower), Int(token.upper)) }

  /// From `start` to the end of the token that was consumed last.
  func span(from start: SourceSpan) -> SourceSpan {
    var last = index - 1
    while last > 0, tokens[last].kind == .newline { last -= 1 }
    guard last >= 0 else { return start }
    return SourceSpan(id, Int(start.lower), Int(span(tokens[last]).upper))
  }

  /// A token as it is written.
  func text(_ token: HCLToken) -> String {
    String(decoding: bytes[token.range], as: UTF8.self)
  }

  /// Whether `token` is the word `word`; the lexer has no keywords.
  func isWord(_ token: HCLToken, _ word: StaticString) -> Bool {
    token.kind == .identifier && token.range.count == word.utf8CodeUnitCount
      && bytes[token.range].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  /// Runs `body` with line breaks significant or ignored, and restores the mode afterwards.
  mutating func with<Result>(
    _ lines: Lines, _ body: (inout HCLParser) -> Result?
  ) -> Result? {
    let outer = self.lines
    self.lines = lines
    defer { self.lines = outer }
    return body(&self)
  }

  /// Runs `body` one level deeper; levels beyond the limit are refused.
  mutating func deeper<Result>(_ body: (inout HCLParser) -> Result?) -> Result? {
    guard depth < limits[.depth] else {
      return refuse(.tooDeep("expressions", limits, at: span(peek())))
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  // MARK: Bodies

  /// What a body is the content of, and so what ends it.
  private enum Container { case file, block }

  /// Items up to the end of the container, which is not consumed.
  private mutating func body(of container: Container) -> HCLBody {
    var attributes: [HCLAttribute] = []
    var blocks: [HCLBlock] = []
    var names = NameIndex()
    let start = span(peek())
    let outerDamage = damage
    damage = []
    while let item = item(in: container) {
      switch item {
      case .attribute(let attribute):
        let first = names.number(of: attribute.name, orSet: attributes.count) {
          attributes[$0].name.value
        }
        if let first {
          // A thousand in one file say as much as a million.
          if redefined < 1000 {
            bag.report(.redefined(attribute.name, first: attributes[first].name.span))
          }
          redefined += 1
        }
        attributes.append(attribute)
      case .block(let block): blocks.append(block)
      case .damaged: break
      }
    }
    let body = HCLBody(
      attributes: attributes, blocks: blocks, span: span(from: start), damage: damage)
    damage = outerDamage + damage
    return body
  }

  /// One attribute or block, or text that was reported instead.
  private enum Item { case attribute(HCLAttribute), block(HCLBlock), damaged }

  /// The next item; nil at the end of the container.
  private mutating func item(in container: Container) -> Item? {
    lines = .significant
    while tokens[index].kind == .newline { index += 1 }
    let token = tokens[index]
    guard token.kind != .end, !(token.kind == .closeBrace && container == .block) else {
      return nil
    }
    let first = index
    // Unclosed text that belongs to damage that was already reported.
    if token.kind == .unclosedText, !damage.isEmpty {
      next()
      return .damaged
    }
    guard syntaxErrors < SyntaxProblem.mostErrors else {
      damage.append(SourceSpan(id, Int(token.lower), bytes.count))
      index = tokens.count - 1
      isGivenUp = true
      return nil
    }
    if let item = readItem() { return item }
    syntaxErrors += 1
    if tokens[index].kind != .end { skipDamage(from: first) }
    // Damage inside it is part of its own.
    while let last = damage.last, last.lower >= token.lower { damage.removeLast() }
    damage.append(SourceSpan(id, Int(token.lower), Int(tokens[index].lower)))
    return .damaged
  }

  /// An attribute or a block, with the line break after it.
  private mutating func readItem() -> Item? {
    let token = tokens[index]
    guard token.kind == .identifier else { return refuseItem(token) }
    next()
    switch peek().kind {
    case .equal:
      next()
      guard let expression = expression(), endLine(after: "the value") else { return nil }
      let name = Located(text(token), span(token))
      let span = SourceSpan(id, Int(token.lower), Int(expression.span.upper))
      return .attribute(HCLAttribute(name: name, expression: expression, span: span))
    case .openBrace, .openQuote, .identifier: return block(token).map(Item.block)
    default:
      return unexpected("`=` or a block after `\(value: text(token), at: span(token))`")
    }
  }

  /// JSON and other languages put names in quotes, which gets a message of its own.
  private mutating func refuseItem(_ token: HCLToken) -> Item? {
    guard token.kind == .openQuote else { return unexpected("a name") }
    return refuse(
      SyntaxProblem.hclSyntax, "a name at the start of a line must not be in quotes",
      at: span(token))
  }

  /// Requires a line break, or the end, after an item.
  private mutating func endLine(after what: Message) -> Bool {
    switch peek().kind {
    case .newline:
      next()
      return true
    case .end: return true
    default: return unexpected("a new line after \(what)") ?? false
    }
  }

  // MARK: Blocks

  /// `type "label" { … }`, from the token after the type.
  private mutating func block(_ type: HCLToken) -> HCLBlock? {
    var labels: [Located] = []
    while peek().kind != .openBrace {
      guard let label = label() else { return nil }
      labels.append(label)
    }
    next()
    guard depth < limits[.depth] else {
      let _: Never? = refuse(.tooDeep("blocks", limits, at: span(type)))
      index = tokens.count - 1
      isGivenUp = true
      return nil
    }
    guard
      let body: HCLBody = deeper({ parser in
        parser.isOnOneLine ? parser.singleLineBody() : parser.body(of: .block)
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

  /// A bare word or quoted text, which must not contain a template.
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

  /// Whether an attribute follows the brace on its line: `{ name = value }`.
  private var isOnOneLine: Bool {
    tokens[index].kind == .identifier && tokens[index + 1].kind == .equal
  }

  /// The attribute of a block on one line.
  private mutating func singleLineBody() -> HCLBody? {
    let token = next()
    next()
    let name = Located(text(token), span(token))
    guard let expression = expression() else { return nil }
    let span = SourceSpan(id, Int(token.lower), Int(expression.span.upper))
    let attribute = HCLAttribute(name: name, expression: expression, span: span)
    return HCLBody(attributes: [attribute], blocks: [], span: span, damage: [])
  }
}
