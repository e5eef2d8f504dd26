package import Diagnostics

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
  package static func read(
    _ text: String, _ kind: TextKind, at span: SourceSpan, depth: Int,
    limits: ReadLimits = ReadLimits(), _ bag: inout DiagnosticBag
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
