package import Diagnostics

/// Quoted text and heredocs.
extension HCLParser {
  /// A part of quoted text, before directives are matched with their ends.
  fileprivate enum Piece {
    case literal(String)
    case interpolation(HCLExpression)
    case ifHead(HCLExpression, SourceSpan)
    case elseMark(SourceSpan)
    case endIf(SourceSpan)
    case forHead(key: String?, value: String, HCLExpression, SourceSpan)
    case endFor(SourceSpan)
  }

  /// Quoted text or a heredoc, from its opening token; plain text is `.string`.
  mutating func template() -> HCLExpression? {
    let open = next()
    if open.kind == .openQuote, tokens[index].kind == .quotedText,
      tokens[index + 1].kind == .closeQuote
    {
      guard let text = literal(next()) else { return nil }
      next()
      return HCLExpression(.string(HCLText.normalized(text)), span(from: span(open)))
    }
    let end: HCLToken.Kind = open.kind == .openQuote ? .closeQuote : .closeHeredoc
    guard var pieces = pieces(upTo: end) else { return nil }
    if open.kind == .openFlushHeredoc { HCLIndentation.remove(from: &pieces) }
    return assemble(pieces, span(from: span(open)))
  }

  /// The expression that the pieces form together.
  private mutating func assemble(_ pieces: [Piece], _ whole: SourceSpan) -> HCLExpression? {
    if pieces.count == 1, case .interpolation(let inner) = pieces[0] {
      return HCLExpression(.wrapped(inner), whole)
    }
    if let text = Self.plainText(pieces) {
      return HCLExpression(.string(HCLText.normalized(text)), whole)
    }
    var matcher = HCLDirectiveMatcher(pieces: pieces[...], depth: depth, limit: limits[.depth])
    switch matcher.parts() {
    case .success(let parts): return HCLExpression(.template(parts), whole)
    case .failure(let problem):
      return refuse(SyntaxProblem.hclSyntax, problem.message, at: problem.span ?? whole)
    }
  }

  private static func plainText(_ pieces: [Piece]) -> String? {
    if pieces.count == 1, case .literal(let text) = pieces[0] { return text }
    var result = ""
    for piece in pieces {
      guard case .literal(let text) = piece else { return nil }
      result += text
    }
    return result
  }

  private mutating func pieces(upTo end: HCLToken.Kind) -> [Piece]? {
    var pieces: [Piece] = []
    var trimsNext = false
    while true {
      let token = peek()
      let trims = trimsNext
      trimsNext = false
      switch token.kind {
      case end:
        next()
        return pieces
      case .quotedText, .heredocText:
        guard let text = literal(next()) else { return nil }
        pieces.append(.literal(trims ? HCLText.trimmedAtStart(text) : text))
      case .interpolation, .directive:
        next()
        if token.range.count == 3, case .literal(let text)? = pieces.last {
          pieces[pieces.count - 1] = .literal(HCLText.trimmedAtEnd(text))
        }
        let piece = with(.ignored) { parser in
          token.kind == .directive ? parser.directive(token) : parser.interpolated()
        }
        guard let piece else { return nil }
        pieces.append(piece)
        trimsNext = tokens[index - 1].range.count == 2
      default: return unexpected("the end of the text")
      }
    }
  }

  /// The expression of `${…}`, and its end.
  private mutating func interpolated() -> Piece? {
    guard let inner = expression() else { return nil }
    return take(.sequenceEnd) ? .interpolation(inner) : unexpected("`}` at the end of the template")
  }

  /// The content of `%{…}`, and its end.
  private mutating func directive(_ open: HCLToken) -> Piece? {
    guard let piece = directiveHead(span(open)) else { return nil }
    return take(.sequenceEnd) ? piece : unexpected("`}` at the end of the template")
  }

  /// Names a directive; its counterpart is looked for when all pieces are read.
  private mutating func directiveHead(_ opening: SourceSpan) -> Piece? {
    let token = peek()
    guard token.kind == .identifier else {
      return unexpected("`if`, `else`, `endif`, `for` or `endfor`")
    }
    next()
    switch text(token) {
    case "if": return expression().map { .ifHead($0, opening) }
    case "else": return .elseMark(opening)
    case "endif": return .endIf(opening)
    case "endfor": return .endFor(opening)
    case "for":
      guard let names = loopNames(), let collection = expression() else { return nil }
      return .forHead(key: names.key, value: names.value, collection, opening)
    default:
      return refuse(
        SyntaxProblem.hclSyntax, "`\(value: text(token))` is not a template directive",
        at: span(token),
        help: "write `if`, `else`, `endif`, `for` or `endfor`; for a literal `%{`, write `%%{`")
    }
  }

  // MARK: Text

  /// The text of a token with its escapes resolved.
  private mutating func literal(_ token: HCLToken) -> String? {
    let slice = UnsafeBufferPointer(rebasing: bytes[token.range])
    let decoded = HCLEscapes.decode(slice, token.kind == .quotedText ? .quoted : .heredoc)
    switch decoded {
    case .text(let text): return text
    case .refused(let offsets, let message):
      let start = Int(token.lower)
      let span = inputSpan(start + offsets.lowerBound, start + offsets.upperBound)
      guard let message else {
        return refuse(SyntaxProblem.notText, "the input is not valid UTF-8 here", at: span)
      }
      return refuse(
        SyntaxProblem.unreadableLiteral, message, at: span,
        help: "use \\n, \\r, \\t, \\\", \\\\, \\uXXXX or \\UXXXXXXXX; write a backslash as `\\\\`")
    }
  }
}

/// Matches the `%{if}` and `%{for}` of a template with their ends.
private struct HCLDirectiveMatcher {
  /// A directive without its counterpart.
  struct Problem: Error {
    let message: Message
    /// nil where the end of a directive is missing at the end of the text.
    let span: SourceSpan?
  }

  /// What the parts of a branch or a loop end at.
  private enum End { case text, ifEnd, elseMark, forEnd }

  private var pieces: ArraySlice<HCLParser.Piece>
  private var depth: Int
  private let limit: Int

  init(pieces: ArraySlice<HCLParser.Piece>, depth: Int, limit: Int) {
    self.pieces = pieces
    self.depth = depth
    self.limit = limit
  }

  /// The parts of the whole text, or the first problem.
  mutating func parts() -> Result<[HCLTemplatePart], Problem> {
    do throws(Problem) {
      let (parts, end, span) = try read()
      guard end == .text else {
        throw Problem(message: "the directive has no matching `%{if}` or `%{for}`", span: span)
      }
      return .success(parts)
    } catch {
      return .failure(error)
    }
  }

  /// The parts up to the next end, which is consumed as well.
  private mutating func read() throws(Problem) -> ([HCLTemplatePart], End, SourceSpan?) {
    var parts: [HCLTemplatePart] = []
    while let piece = pieces.popFirst() {
      switch piece {
      case .literal(let text): parts.append(.literal(text))
      case .interpolation(let inner): parts.append(.interpolation(inner))
      case .elseMark(let span): return (parts, .elseMark, span)
      case .endIf(let span): return (parts, .ifEnd, span)
      case .endFor(let span): return (parts, .forEnd, span)
      case .ifHead(let condition, let span):
        try enter(span)
        parts.append(try readCondition(condition, span))
        depth -= 1
      case .forHead(let key, let value, let collection, let span):
        try enter(span)
        let (body, end, endSpan) = try read()
        guard end == .forEnd else {
          throw Problem(message: "`%{for}` has no `%{endfor}`", span: endSpan ?? span)
        }
        parts.append(
          .loop(
            HCLTemplateLoop(
              keyName: key, valueName: value, collection: collection, body: body)))
        depth -= 1
      }
    }
    return (parts, .text, nil)
  }

  /// Both branches; without `%{else}` the second one is empty.
  private mutating func readCondition(
    _ condition: HCLExpression, _ span: SourceSpan
  ) throws(Problem) -> HCLTemplatePart {
    let (yes, end, endSpan) = try read()
    if end == .ifEnd { return .condition(condition, yes: yes, no: [], span) }
    guard end == .elseMark else {
      throw Problem(message: "`%{if}` has no `%{endif}`", span: endSpan ?? span)
    }
    let (no, last, _) = try read()
    guard last == .ifEnd else { throw Problem(message: "`%{if}` has no `%{endif}`", span: span) }
    return .condition(condition, yes: yes, no: no, span)
  }

  /// Counts a level, which nested parts have in common with nested expressions.
  private mutating func enter(_ span: SourceSpan) throws(Problem) {
    depth += 1
    guard depth < limit else {
      throw Problem(message: "directives are nested more than \(limit) levels deep", span: span)
    }
  }
}

/// The indentation that `<<-` removes.
private enum HCLIndentation {
  /// Removes from each line the whitespace that all of them begin with; blank lines do not count.
  static func remove(from pieces: inout [HCLParser.Piece]) {
    var least = Int.max
    var starts: [Int] = []
    var startsLine = true
    for (index, piece) in pieces.enumerated() {
      guard case .literal(let text) = piece else {
        if startsLine { least = 0 }
        startsLine = false
        continue
      }
      if startsLine, let width = width(text) {
        least = min(least, width)
        starts.append(index)
      }
      startsLine = text.utf8.last == UInt8(ascii: "\n")
    }
    for index in starts {
      guard case .literal(let text) = pieces[index] else { continue }
      pieces[index] = .literal(String(text.unicodeScalars.dropFirst(least)))
    }
  }

  /// The width of the leading whitespace, where a tab is one column; nil for a blank line.
  private static func width(_ text: String) -> Int? {
    let spaces = text.unicodeScalars.prefix(while: HCLText.isSpace)
    let isBlank = spaces.endIndex == text.endIndex && text.utf8.last == UInt8(ascii: "\n")
    return isBlank ? nil : spaces.count
  }
}

/// Text inside the quotes of another syntax: JSON strings.
extension HCLParser {
  /// What the text of a JSON string is read as.
  package enum TextKind: Sendable {
    /// Text with `${…}` in it.
    case template
    /// An expression: a type, a reference.
    case code
  }

  /// The expression in `text`; nil, and reported, where there is none.
  ///
  /// `span` is that of the string with its quotes, and `depth` its nesting depth.
  package static func readText(
    _ text: String, _ kind: TextKind, at span: SourceSpan, depth: Int,
    limits: Limits = Limits(), _ bag: inout DiagnosticBag
  ) -> HCLExpression? {
    let isVerbatim = span.range.count == text.utf8.count + 2
    let marker = kind == .template ? marker(text) : ""
    let head = kind == .template ? "<<\(marker)\n" : ""
    let whole = kind == .template ? head + text + "\n\(marker)\n" : text
    let bytes = Array(whole.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      var parser = HCLParser(
        bytes: buffer, id: span.file, limits: limits, tokens: HCLLexer.tokens(buffer),
        origin: isVerbatim ? .shifted(Int(span.lower) + 1 - head.utf8.count) : .decoded(span))
      parser.depth = depth
      let expression = kind == .template ? parser.wholeTemplate(span) : parser.wholeExpression()
      bag.report(parser.bag.sorted)
      return expression
    }
  }

  /// A word that does not occur as a line of `text`.
  private static func marker(_ text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "_") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "_", count: longest + 1)
  }

  /// One expression, with nothing after it but line breaks.
  private mutating func wholeExpression() -> HCLExpression? {
    guard let expression = expression() else { return nil }
    while take(.newline) {}
    return peek().kind == .end ? expression : unexpected("the end of the expression")
  }

  /// The heredoc that the text was turned into, without the line break that was added.
  private mutating func wholeTemplate(_ span: SourceSpan) -> HCLExpression? {
    next()
    guard var pieces = pieces(upTo: .closeHeredoc) else { return nil }
    if case .literal(let text)? = pieces.last, text.hasSuffix("\n") {
      pieces.removeLast()
      if text.utf8.count > 1 { pieces.append(.literal(String(text.dropLast()))) }
    }
    return assemble(pieces, span)
  }
}
