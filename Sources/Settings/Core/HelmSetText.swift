/// Text inside `spec` of module `helm`, which passes it on to the chart through Helm's `set` parser.
///
/// Every release has `set { value = yamlencode(var.spec) }`. YAML puts text of one line into double
/// quotes, and text of several lines into a block. The parser then ends the value at a comma and
/// removes each backslash before another character, so what is left between the quotes is the text
/// itself, read as YAML.
package enum HelmSetText {
  /// The text to write, so that the chart receives `text`.
  package static func written(_ text: String) -> String {
    guard needsEscapes(text) else { return text }
    let isBlock = text.utf8.contains(newline)
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case ",": result += isBlock ? "\\," : "\\x2c"
      case "\"" where !isBlock: result += "\\x22"
      case "\t" where !isBlock: result += "\\t"
      case "\r" where !isBlock: result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The replacements that do the same to a text that only Terraform knows, in their order.
  package static func replacements(for text: String) -> [(piece: String, escaped: String)] {
    guard needsEscapes(text) else { return [] }
    let isBlock = text.utf8.contains(newline)
    let comma = (",", isBlock ? "\\," : "\\x2c")
    return [("\\", "\\\\")] + (isBlock ? [comma] : [comma, ("\"", "\\x22")])
  }

  /// What the chart receives; nil where the value ends early, is not valid YAML or becomes a control
  /// character.
  package static func read(_ text: String) -> String? {
    guard needsEscapes(text) else { return text }
    let isBlock = text.utf8.contains(newline)
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case ",": return nil
      case "\"" where !isBlock, "\t" where !isBlock, "\r" where !isBlock: return nil
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        if isBlock {
          result.append(next)
        } else if let meant = escape(next, &rest) {
          result.append(meant)
        } else {
          return nil
        }
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// What an escape in double quotes means in YAML 1.1.
  private static func escape(
    _ letter: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView
  ) -> Unicode.Scalar? {
    switch letter {
    case "\\", "\"", "/", " ": return letter
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "x": return code(2, &rest)
    case "u": return code(4, &rest)
    case "U": return code(8, &rest)
    default: return nil
    }
  }

  private static func code(
    _ count: Int, _ rest: inout Substring.UnicodeScalarView
  ) -> Unicode.Scalar? {
    let digits = String(rest.prefix(count))
    guard digits.utf8.count == count, let value = UInt32(digits, radix: 16) else { return nil }
    rest = rest.dropFirst(count)
    return Unicode.Scalar(value)
  }

  private static func needsEscapes(_ text: String) -> Bool {
    text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x09, 0x0D: true
      default: false
      }
    }
  }

  private static let newline = UInt8(ascii: "\n")
}
