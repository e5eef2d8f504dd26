/// Text inside `spec` of module `helm`, which passes it on to the chart through Helm's `set` parser.
///
/// Every release has `set { value = yamlencode(var.spec) }`. YAML puts text of one line into double
/// quotes, and text of several lines into a block. The parser then ends the value at a comma and
/// removes each backslash before another character, so what is left between the quotes is the text
/// itself, read as YAML. An escape that `yamlencode` writes is lost in the same way.
package enum HelmSetText {
  /// The text to write, so that the chart receives `text`.
  package static func written(_ text: String) -> String {
    guard needsEscapes(text) else { return text }
    let isBlock = staysBlock(text)
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.flatMap { scalar in
          escaped(scalar, isBlock: isBlock)?.unicodeScalars ?? String(scalar).unicodeScalars
        }))
  }

  /// The replacements that do the same, in their order, to a text that only Terraform knows.
  ///
  /// They make one line of it. A secret is changed in a values file, far from the expression: what may
  /// come with the next one is therefore replaced in any case, and what else `text` contains.
  package static func replacements(for text: String) -> [(piece: String, escaped: String)] {
    let usual: [Unicode.Scalar] = ["\\", ",", "\"", "\n"]
    let others = Set(text.unicodeScalars).subtracting(usual).sorted()
    return (usual + others).compactMap { scalar in
      escaped(scalar, isBlock: false).map { (String(scalar), $0) }
    }
  }

  /// What the chart receives; nil where the value ends early, is not valid YAML, loses an escape or
  /// becomes a control character.
  package static func read(_ text: String) -> String? {
    guard needsEscapes(text) else { return text }
    let isBlock = isBlock(text)
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case ",": return nil
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        if isBlock {
          result.append(next)
        } else if let meant = escape(next, &rest) {
          result.append(meant)
        } else {
          return nil
        }
      case _ where !isBlock && (scalar == "\"" || isEscapedByYAML(scalar)): return nil
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// What to write for a character; nil for the character itself.
  private static func escaped(_ scalar: Unicode.Scalar, isBlock: Bool) -> String? {
    switch scalar {
    case "\\": return "\\\\"
    case ",": return isBlock ? "\\," : "\\x2c"
    case _ where isBlock: return nil
    case "\"": return "\\x22"
    case "\n": return "\\n"
    case "\t": return "\\t"
    case "\r": return "\\r"
    case _ where !isEscapedByYAML(scalar): return nil
    case "\0"..."\u{FF}": return "\\x" + digits(scalar, 2)
    case "\0"..."\u{FFFF}": return "\\u" + digits(scalar, 4)
    default: return "\\U" + digits(scalar, 8)
    }
  }

  private static func digits(_ scalar: Unicode.Scalar, _ count: Int) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: count - digits.utf8.count) + digits
  }

  /// Whether `yamlencode` (Terraform 1.11) writes a block: there, it escapes nothing.
  private static func isBlock(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.contains(newline), bytes.last != space else { return false }
    return !zip(bytes, bytes.dropFirst()).contains { $0 == space && $1 == newline }
      && !text.unicodeScalars.contains { $0 != "\n" && isEscapedByYAML($0) }
  }

  /// Whether the text is written as a block: what follows one decides how many empty lines end it.
  private static func staysBlock(_ text: String) -> Bool {
    isBlock(text) && !text.utf8.reversed().starts(with: [newline, newline]) && text != "\n"
  }

  /// Whether `yamlencode` writes the character as an escape in double quotes, apart from `"` and the
  /// backslash.
  private static func isEscapedByYAML(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE...: true
    default: false
    }
  }

  /// What an escape in double quotes means in YAML 1.1.
  private static func escape(
    _ letter: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView
  ) -> Unicode.Scalar? {
    switch letter {
    case "\\", "\"", "/", " ": return letter
    case "L": return "\u{2028}"
    case "P": return "\u{2029}"
    case "N": return "\u{85}"
    case "_": return "\u{A0}"
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
    text.unicodeScalars.contains { scalar in
      switch scalar {
      case ",", "\"", "\\": true
      default: scalar != "\n" && isEscapedByYAML(scalar)
      }
    } || text.utf8.contains(newline) && !staysBlock(text)
  }

  private static let newline = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")
}
