import Diagnostics

/// JSON as `jsonencode` writes it.
enum HCLJSON {
  /// Compact, with keys in order; what is unknown is written as null.
  static func text(_ value: HCLValue) -> String {
    var result = ""
    write(value, to: &result)
    return result
  }

  private static func write(_ value: HCLValue, to result: inout String) {
    switch value.kind {
    case .null, .unknown: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .number(let number): result += number.text
    case .string(let text): quote(text, to: &result)
    case .list(let elements):
      result += "["
      for (position, element) in elements.enumerated() {
        if position > 0 { result += "," }
        write(element, to: &result)
      }
      result += "]"
    case .object(let object):
      result += "{"
      for (position, member) in object.sorted.enumerated() {
        if position > 0 { result += "," }
        quote(member.key.value, to: &result)
        result += ":"
        write(member.value, to: &result)
      }
      result += "}"
    }
  }

  /// Go's encoder also escapes characters with a meaning in HTML.
  private static func quote(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\u{0}"..."\u{1F}", "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}
