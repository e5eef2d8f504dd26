/// A duration as parsed by Go's `time.ParseDuration`: `24h`, `1h30m`, `500ms`.
package struct GoDuration: SettingValue {
  package static var type: SettingType { .duration }
  package let text: String
  package let seconds: Double

  package init?(_ text: String) {
    var rest = text[...]
    var seconds = 0.0
    let isNegative = rest.first == "-"
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return nil }
    guard rest != "0" else {
      (self.text, self.seconds) = (text, 0)
      return
    }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard let number = Double(digits), digits.first != "." || digits.count > 1 else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
      guard let factor = Self.units[String(unit)] else { return nil }
      seconds += number * factor
      rest = rest.dropFirst(unit.count)
    }
    self.text = text
    self.seconds = isNegative ? -seconds : seconds
  }

  private static let units: [String: Double] = [
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600,
  ]

  /// Text that uses a unit that Go lacks, such as `1d` or `2 weeks`.
  package struct UnknownUnit {
    /// `d`.
    package let unit: String
    /// The same duration in hours, `24h`; nil for an unknown word.
    package let inHours: String?

    /// Nil if the text is not one whole number and one unit.
    package init?(_ text: String) {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      let unit = text.dropFirst(digits.count).drop { $0 == " " }
      guard let number = Int(digits), number < 100_000, !unit.isEmpty,
        unit.allSatisfy({ $0.isASCII && $0.isLetter }), GoDuration.units[String(unit)] == nil
      else { return nil }
      self.unit = String(unit)
      inHours = Self.hours[unit.lowercased()].map { "\(number * $0)h" }
    }

    private static let hours = [
      "h": 1, "hr": 1, "hrs": 1, "hour": 1, "hours": 1, "d": 24, "day": 24, "days": 24, "w": 168,
      "week": 168, "weeks": 168,
    ]
  }

  /// The number of hours, if it is whole.
  package var wholeHours: Int? {
    let hours = seconds / 3600
    return hours == hours.rounded() && abs(hours) < 1e9 ? Int(hours) : nil
  }

  package static func == (lhs: GoDuration, rhs: GoDuration) -> Bool { lhs.seconds == rhs.seconds }
}
