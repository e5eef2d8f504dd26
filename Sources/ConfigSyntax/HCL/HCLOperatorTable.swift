/// The operators and punctuation of HCL, longest first.
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
