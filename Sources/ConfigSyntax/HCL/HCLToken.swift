/// One token of HCL: its kind and its bytes.
struct HCLToken: Sendable {
  enum Kind: UInt8, Sendable {
    case identifier, number, newline, end
    case openQuote, closeQuote, openHeredoc, openFlushHeredoc, closeHeredoc
    /// Text between quotes, in which escapes count; text of a heredoc, one token a line.
    case quotedText, heredocText
    /// `${` and `%{`, with or without `~`, and the `}` that ends them.
    case interpolation, directive, sequenceEnd
    case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    case equal, colon, doubleColon, comma, dot, ellipsis, question, arrow
    case plus, minus, star, slash, percent, bang
    case equality, inequality, less, lessOrEqual, greater, greaterOrEqual, and, or
    /// Quoted text or a heredoc that is not closed; the lexer resumes after the line.
    case unclosedText
    case unclosedComment, invalid
  }

  let kind: Kind
  let lower: Int32
  let upper: Int32

  init(_ kind: Kind, _ lower: Int, _ upper: Int) {
    self.kind = kind
    self.lower = Int32(lower)
    self.upper = Int32(upper)
  }

  var range: Range<Int> { Int(lower)..<Int(upper) }
}
