extension HCLDocument {
  /// The context of a literal piece of text, which determines what is escaped in it.
  enum TextStyle {
    /// Between quotes: every scalar can be written.
    case quoted
    /// In a heredoc: `${` and `%{` only.
    case heredoc
  }

  /// `text` between quotes.
  static func quoted(_ text: String) -> String { quoted([.literal(text)]) }

  /// A template between quotes.
  static func quoted(_ pieces: [Template.Piece]) -> String {
    var result = "\""
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .interpolation(let expression): result += interpolation(expression)
      case .literal(let text) where index + 1 < pieces.count && text.utf8.last == dollar:
        // `$${` would be an escape.
        result += escaped(String(text.unicodeScalars.dropLast()), .quoted) + "\\u0024"
      case .literal(let text): result += escaped(text, .quoted)
      }
    }
    return result + "\""
  }

  static let dollar = UInt8(ascii: "$")

  /// `${expression}`.
  static func interpolation(_ expression: Expression) -> String {
    var inner = inline(expression)
    // After `${`, `terraform fmt` reads a sign as a subtraction and adds spaces around braces.
    if inner.utf8.first == UInt8(ascii: "-") { inner = "(\(inner))" }
    let (before, after) = (inner.hasPrefix("{") ? " " : "", inner.hasSuffix("}") ? " " : "")
    return "${\(before)\(inner)\(after)}"
  }

  /// The only function that turns text into HCL.
  static func escaped(_ text: String, _ style: TextStyle) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "{", let sign = previous, sign == "$" || sign == "%" { result.append(sign) }
      previous = scalar
      if style == .heredoc {
        result.append(scalar)
      } else {
        append(scalar, to: &result)
      }
    }
    return String(result)
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar {
    case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
    case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    case _ where scalar.isPlainText: result.append(scalar)
    case _ where scalar.value <= 0xFFFF:
      result.append(contentsOf: ("\\u" + scalar.hex(width: 4)).unicodeScalars)
    default: result.append(contentsOf: ("\\U" + scalar.hex(width: 8)).unicodeScalars)
    }
  }
}
