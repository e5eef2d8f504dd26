/// Numbers as Go prints them.
package enum GoFormat {
  /// `strconv.FormatFloat(value, 'g', -1, 32)`, with YAML's words for NaN and infinity.
  static func shortest32(_ value: Double) -> String {
    if value.isNaN { return ".nan" }
    // Beyond the range of 32 bits the key is infinite, even if the value is not.
    if Float(value).isInfinite { return value < 0 ? "-.inf" : ".inf" }
    return general(digits(of: "\(Float(value))"))
  }

  /// What `{{ .Values.x }}` prints: `%v` of a float64, so 1000000 becomes `1e+06`.
  package static func template(_ value: Double) -> String {
    general(digits(of: "\(value)"))
  }

  /// A number in decimal, without zeros at either end.
  private struct Digits {
    let isNegative: Bool
    let digits: [Character]
    /// The power of ten of the first digit.
    let exponent: Int
  }

  /// From what Swift prints, which are the shortest digits that round-trip, as Go's are.
  private static func digits(of description: String) -> Digits {
    let isNegative = description.hasPrefix("-")
    let body = isNegative ? description.dropFirst() : description[...]
    let parts = body.split(separator: "e")
    let mantissa = parts.first ?? "0"
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let pieces = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let whole = pieces.first.map(Array.init) ?? []
    var digits = whole + (pieces.count > 1 ? Array(pieces[1]) : [])
    var exponent = power + whole.count - 1
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    if digits == ["0"] { exponent = 0 }
    return Digits(isNegative: isNegative, digits: digits, exponent: exponent)
  }

  /// Go's shortest `%g` uses an exponent below -4 and from 6 on (`strconv/ftoa.go`).
  private static func general(_ number: Digits) -> String {
    let sign = number.isNegative ? "-" : ""
    if number.exponent < -4 || number.exponent >= 6 {
      let first = String(number.digits[0])
      let rest = String(number.digits.dropFirst())
      let power = abs(number.exponent)
      let mantissa = rest.isEmpty ? first : first + "." + rest
      let digits = power < 10 ? "0\(power)" : "\(power)"
      return sign + mantissa + "e" + (number.exponent < 0 ? "-" : "+") + digits
    }
    if number.exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -number.exponent - 1)
        + String(number.digits)
    }
    let padding = max(0, number.exponent + 1 - number.digits.count)
    let padded = number.digits + Array(repeating: "0", count: padding)
    let whole = String(padded.prefix(number.exponent + 1))
    let fraction = String(padded.dropFirst(number.exponent + 1))
    return sign + (fraction.isEmpty ? whole : whole + "." + fraction)
  }
}
