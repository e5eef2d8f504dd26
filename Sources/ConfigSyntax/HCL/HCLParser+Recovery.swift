import Diagnostics

/// What is reported of damage, and where reading resumes after it.
extension HCLParser {
  /// Skips to the line after the item that began at token `first`.
  ///
  /// Its brackets are followed. One that is never closed would swallow the file, so a line that
  /// begins as an item does, and no deeper than the damaged one, ends the damage as well.
  mutating func skipDamage(from first: Int) {
    let column = column(of: tokens[first])
    var damaged = index
    while damaged > first + 1, tokens[damaged - 1].kind == .newline { damaged -= 1 }
    var open: [HCLToken.Kind] = []
    var braces = 0
    for candidate in first..<tokens.count - 1 {
      let kind = tokens[candidate].kind
      switch kind {
      case .openBrace, .openBracket, .openParenthesis:
        open.append(kind)
        if kind == .openBrace { braces += 1 }
      case .closeBrace:
        if braces > 0 {
          while let last = open.popLast(), last != .openBrace {}
          braces -= 1
        } else if depth > 0, candidate >= damaged, candidate > first {
          index = candidate
          return
        }
      case .closeBracket where open.last == .openBracket: open.removeLast()
      case .closeParenthesis where open.last == .openParenthesis: open.removeLast()
      case .newline
      where candidate >= damaged && (open.isEmpty || beginsItem(candidate + 1, column)):
        index = candidate + 1
        return
      default: break
      }
    }
    index = tokens.count - 1
  }

  /// Whether an attribute or a block begins at a token, at most `limit` bytes into its line.
  private func beginsItem(_ candidate: Int, _ limit: Int) -> Bool {
    guard candidate + 1 < tokens.count, tokens[candidate].kind == .identifier,
      column(of: tokens[candidate]) <= limit
    else { return false }
    switch tokens[candidate + 1].kind {
    case .equal, .openBrace, .openQuote: return true
    default: return false
    }
  }

  /// The bytes between the start of the line and the token, up to more than any file indents by.
  private func column(of token: HCLToken) -> Int {
    var start = Int(token.lower)
    let least = max(0, start - 200)
    while start > least, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return Int(token.lower) - start
  }

  // MARK: Reports

  /// Reports and returns nil; silent once the rest of the file is given up.
  mutating func refuse<Result>(
    _ id: DiagnosticID, _ message: Message, at span: SourceSpan, help: Message? = nil
  ) -> Result? {
    var diagnostic = Diagnostic(id, message, at: span)
    diagnostic.help = help
    return refuse(diagnostic)
  }

  /// Reports and returns nil.
  mutating func refuse<Result>(_ diagnostic: Diagnostic) -> Result? {
    if !isGivenUp { bag.report(diagnostic) }
    return nil
  }

  /// Reports that `expected` is missing where the next token is.
  mutating func unexpected<Result>(_ expected: Message) -> Result? {
    let token = peek()
    switch token.kind {
    case .unclosedText: return unclosed(token)
    case .unclosedComment:
      return refuse(
        SyntaxProblem.unclosedTemplate, "the comment is not closed with `*/`",
        at: inputSpan(Int(token.lower), Int(token.lower) + 2))
    case .invalid: return invalid(token)
    case .newline, .end:
      let end = token.kind == .end ? "file" : "line"
      return refuse(
        SyntaxProblem.hclSyntax, "expected \(expected), found the end of the \(end)",
        at: span(token))
    default:
      let written = text(token).prefix(40)
      // Punctuation says what is wrong, and is nobody's secret.
      let isWord = written.contains { $0.isLetter || $0.isNumber }
      return refuse(
        SyntaxProblem.hclSyntax,
        isWord
          ? "expected \(expected), found `\(value: written)`"
          : "expected \(expected), found `\(String(written))`", at: span(token))
    }
  }

  /// Points at the quote or the marker that opens the text, not at the end of the file.
  private mutating func unclosed<Result>(_ token: HCLToken) -> Result? {
    let start = Int(token.lower)
    if bytes[start] == UInt8(ascii: "\"") {
      return refuse(
        SyntaxProblem.unclosedTemplate, "this quote is not closed on its line",
        at: inputSpan(start, start + 1),
        help: "close it, or use a heredoc (`<<EOT`) for text of several lines")
    }
    let length = Int(token.upper) - start
    let marker = identifier(at: start, limit: length)
    return refuse(
      SyntaxProblem.unclosedTemplate, "the heredoc is not closed by a line `\(marker)`",
      at: inputSpan(start, start + marker.utf8.count),
      help: "put the marker alone on a line, followed by a line break")
  }

  /// The marker of the heredoc that begins at `start`.
  private func identifier(at start: Int, limit: Int) -> String {
    let end = bytes[start..<start + limit].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? start
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Names characters that come from word processors, shells and other languages.
  private mutating func invalid<Result>(_ token: HCLToken) -> Result? {
    let start = Int(token.lower)
    if bytes[start] >= 0x80, HCLText.scalar(bytes, at: start) == nil {
      return refuse(SyntaxProblem.notText, "the input is not valid UTF-8 here", at: span(token))
    }
    let written = text(token)
    let (message, help): (Message, Message?) =
      switch written {
      case "\r": ("a carriage return lacks its line feed", "end lines with \\n or \\r\\n")
      case "'", "`", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}":
        ("`\(written)` is not a quotation mark in HCL", "use straight double quotes")
      case ";": ("`;` is not a separator in HCL", "write one attribute per line")
      case "<<": ("`<<` does not begin a heredoc here", "write `<<EOT`, followed by a line break")
      case "\u{FEFF}": ("the text contains a byte-order mark", "remove it")
      case "\u{A0}": ("a no-break space is not whitespace in HCL", "use a plain space")
      default: ("`\(value: written)` is not valid in HCL", nil)
      }
    return refuse(SyntaxProblem.hclSyntax, message, at: span(token), help: help)
  }
}
