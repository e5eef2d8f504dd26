import Diagnostics

/// Quoted text and heredocs.
extension HCLParser {
  /// A part of quoted text, before directives are matched with their ends.
  enum Piece {
    case literal(String)
    case interpolation(HCLExpression)
    case ifHead(HCLExpression, SourceSpan)
    case elseMark(SourceSpan)
    case endIf(SourceSpan)
    case forHead(key: String?, value: String, HCLExpression, SourceSpan)
    case endFor(SourceSpan)
  }

  mutating func template() -> HCLExpression? {
    let open = next()
    let end: HCLToken.Kind = open.kind == .openQuote ? .closeQuote : .closeHeredoc
    guard var pieces = pieces(upTo: end) else { return nil }
    if open.kind == .openFlushHeredoc { HCLIndentation.remove(from: &pieces) }
    return assemble(pieces, span(from: span(open)))
  }

  /// The expression that the pieces form together.
  mutating func assemble(_ pieces: [Piece], _ whole: SourceSpan) -> HCLExpression? {
    if pieces.count == 1, case .interpolation(let inner) = pieces[0] {
      return HCLExpression(.wrapped(inner), whole)
    }
    if let text = Self.plainText(pieces) {
      return HCLExpression(.string(HCLText.normalized(text)), whole)
    }
    var matcher = HCLDirectiveMatcher(pieces: pieces[...], depth: depth, limit: limits.depth)
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

  mutating func pieces(upTo end: HCLToken.Kind) -> [Piece]? {
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

  private mutating func interpolated() -> Piece? {
    guard let inner = expression() else { return nil }
    return take(.sequenceEnd) ? .interpolation(inner) : unexpected("`}` at the end of the template")
  }

  private mutating func directive(_ open: HCLToken) -> Piece? {
    guard let piece = directiveHead(span(open)) else { return nil }
    return take(.sequenceEnd) ? piece : unexpected("`}` at the end of the template")
  }

  private mutating func directiveHead(_ place: SourceSpan) -> Piece? {
    let token = peek()
    guard token.kind == .identifier else {
      return unexpected("`if`, `else`, `endif`, `for` or `endfor`")
    }
    next()
    switch text(token) {
    case "if": return expression().map { .ifHead($0, place) }
    case "else": return .elseMark(place)
    case "endif": return .endIf(place)
    case "endfor": return .endFor(place)
    case "for":
      guard let names = loopNames(), let collection = expression() else { return nil }
      return .forHead(key: names.key, value: names.value, collection, place)
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
      let place = place(start + offsets.lowerBound, start + offsets.upperBound)
      guard let message else {
        return refuse(SyntaxProblem.notText, "the input is not valid UTF-8 here", at: place)
      }
      return refuse(
        SyntaxProblem.unreadableLiteral, message, at: place,
        help: "use \\n, \\r, \\t, \\\", \\\\, \\uXXXX or \\UXXXXXXXX; write a backslash as `\\\\`")
    }
  }
}
