/// The `format` function.
enum HCLFormat {
  /// nil where Terraform fails; unknown where a verb is not supported here.
  static func format(_ pattern: String, _ arguments: [HCLValue]) -> HCLValue.Kind? {
    var result = ""
    var rest = pattern.unicodeScalars[...]
    var values = arguments[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == "%" {
        rest.removeFirst()
        result += "%"
        continue
      }
      let width = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(width.count)
      guard let verb = rest.popFirst() else { return nil }
      guard let value = values.popFirst() else { return nil }
      guard let text = text(of: value, verb) else {
        return "svdtq".unicodeScalars.contains(verb) ? nil : .unknown(prefix: result)
      }
      result += padded(text, String(width), verb)
    }
    return values.isEmpty ? .string(HCLText.normalized(result)) : nil
  }

  private static func text(of value: HCLValue, _ verb: Unicode.Scalar) -> String? {
    switch verb {
    case "s": value.text
    case "v": value.text ?? HCLJSON.text(value)
    case "d": value.number.map(\.truncated.text)
    case "t": value.bool.map { $0 ? "true" : "false" }
    case "q": value.text.map { HCLJSON.text(HCLValue(.string($0), value.span)) }
    default: nil
    }
  }

  private static func padded(_ text: String, _ width: String, _ verb: Unicode.Scalar) -> String {
    guard let columns = Int(width), columns < 1000, columns > text.count else { return text }
    let missing = columns - text.count
    guard width.hasPrefix("0"), verb == "d" else {
      return String(repeating: " ", count: missing) + text
    }
    let zeros = String(repeating: "0", count: missing)
    return text.hasPrefix("-") ? "-" + zeros + text.dropFirst() : zeros + text
  }
}
