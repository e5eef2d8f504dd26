import Diagnostics

/// The elements of a set in Terraform's iteration order.
enum HCLSetOrder {
  /// Each element once: numbers by size, text by bytes, false before true, null last, collections
  /// by the text that distinguishes them.
  static func sorted(_ values: [HCLValue]) -> [HCLValue] {
    var seen: Set<ExactText> = []
    return values.map { (key: key(of: $0), value: $0) }
      .filter { seen.insert(ExactText($0.key)).inserted }
      .sorted(by: precedes)
      .map(\.value)
  }

  /// The order of go-cty's set rules; the elements of a set have one type, apart from null.
  private static func precedes(
    _ left: (key: String, value: HCLValue), _ right: (key: String, value: HCLValue)
  ) -> Bool {
    switch (left.value.kind, right.value.kind) {
    case (.null, _): false
    case (_, .null): true
    case (.number(let one), .number(let two)): one < two
    case (.string(let one), .string(let two)): one.utf8.lexicographicallyPrecedes(two.utf8)
    case (.bool(let one), .bool(let two)): !one && two
    default: left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
  }

  /// Equal for equal values only.
  private static func key(of value: HCLValue) -> String {
    var text = ""
    write(value, to: &text)
    return text
  }

  /// Marks what `text` alone would not distinguish: a number from its text, a map from an object.
  private static func write(_ value: HCLValue, to text: inout String) {
    switch value.kind {
    case .null: text += "~"
    // An unknown value may be anything: its span distinguishes it from others.
    case .unknown: text += "?\(value.span.file.index):\(value.span.lower):\(value.span.upper)"
    case .bool(let value): text += value ? "T" : "F"
    case .number(let number): text += number.isZero ? "0" : number.text
    case .string: text += HCLJSON.text(value)
    case .list(let elements):
      text += "["
      for element in elements {
        write(element, to: &text)
        text += ";"
      }
      text += "]"
    case .object(let object):
      let isMap = if case .map? = value.type { true } else { false }
      text += isMap ? "{" : "<"
      for member in object.sorted {
        if isMap { text += HCLJSON.text(HCLValue(.string(member.key.value), value.span)) + ":" }
        write(member.value, to: &text)
        text += ";"
      }
      text += isMap ? "}" : ">"
    }
  }
}
