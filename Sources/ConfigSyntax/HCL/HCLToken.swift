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

    /// Whether it separates the key of an object from its value.
    var isAssignment: Bool { self == .equal || self == .colon }
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

/// The operators and punctuation of HCL.
enum HCLOperatorTable {
  /// The longest sign at the start of these bytes, and its length.
  static func match(
    _ first: UInt8, _ second: UInt8, _ third: UInt8
  ) -> (kind: HCLToken.Kind, length: Int)? {
    let next = Unicode.Scalar(second)
    switch Unicode.Scalar(first) {
    case "=": return next == "=" ? (.equality, 2) : next == ">" ? (.arrow, 2) : (.equal, 1)
    case ",": return (.comma, 1)
    case "[": return (.openBracket, 1)
    case "]": return (.closeBracket, 1)
    case "(": return (.openParenthesis, 1)
    case ")": return (.closeParenthesis, 1)
    case ".": return second == first && third == first ? (.ellipsis, 3) : (.dot, 1)
    case ":": return second == first ? (.doubleColon, 2) : (.colon, 1)
    case "?": return (.question, 1)
    case "+": return (.plus, 1)
    case "-": return (.minus, 1)
    case "*": return (.star, 1)
    case "/": return (.slash, 1)
    case "%": return (.percent, 1)
    case "!": return next == "=" ? (.inequality, 2) : (.bang, 1)
    case "<": return next == "=" ? (.lessOrEqual, 2) : (.less, 1)
    case ">": return next == "=" ? (.greaterOrEqual, 2) : (.greater, 1)
    case "&": return second == first ? (.and, 2) : nil
    case "|": return second == first ? (.or, 2) : nil
    default: return nil
    }
  }
}
