/// One token of HCL: its kind and its bytes.
struct HCLToken: Sendable {
  /// What the parser distinguishes; words such as `for` are identifiers.
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
  /// The first byte.
  let lower: Int32
  /// The byte after the last one.
  let upper: Int32

  init(_ kind: Kind, _ lower: Int, _ upper: Int) {
    self.kind = kind
    self.lower = Int32(lower)
    self.upper = Int32(upper)
  }

  var range: Range<Int> { Int(lower)..<Int(upper) }
}

/// The operators and punctuation of HCL, the longest first.
enum HCLOperatorTable {
  /// The sign at the start of these bytes, and its length.
  static func match(
    _ first: UInt8, _ second: UInt8, _ third: UInt8
  ) -> (kind: HCLToken.Kind, length: Int)? {
    if first == UInt8(ascii: "."), second == first, third == first { return (.ellipsis, 3) }
    if let kind = double(first, second) { return (kind, 2) }
    return single(first).map { ($0, 1) }
  }

  private static func double(_ first: UInt8, _ second: UInt8) -> HCLToken.Kind? {
    switch (Unicode.Scalar(first), Unicode.Scalar(second)) {
    case ("=", "="): .equality
    case ("=", ">"): .arrow
    case ("!", "="): .inequality
    case ("<", "="): .lessOrEqual
    case (">", "="): .greaterOrEqual
    case ("&", "&"): .and
    case ("|", "|"): .or
    case (":", ":"): .doubleColon
    default: nil
    }
  }

  private static func single(_ byte: UInt8) -> HCLToken.Kind? {
    switch Unicode.Scalar(byte) {
    case "=": .equal
    case ":": .colon
    case ",": .comma
    case ".": .dot
    case "?": .question
    case "+": .plus
    case "-": .minus
    case "*": .star
    case "/": .slash
    case "%": .percent
    case "!": .bang
    case "<": .less
    case ">": .greater
    case "(": .openParenthesis
    case ")": .closeParenthesis
    case "[": .openBracket
    case "]": .closeBracket
    default: nil
    }
  }
}
