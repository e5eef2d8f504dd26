/// A decimal number of any size, stored digit by digit.
///
/// Terraform computes with 512 bits of binary fraction; a literal here keeps all its digits, and a
/// result keeps as many as those bits are worth.
package struct HCLNumber: Sendable, Equatable {
  /// The decimal digits that 512 bits are worth.
  static let precision = 154
  /// Larger powers of ten are infinite to Terraform, and smaller ones zero.
  static let greatestExponent = 646_456_993

  let isNegative: Bool
  /// Most significant first, without zeros at either end; empty for zero.
  let digits: [UInt8]
  /// The power of ten of the last digit.
  let exponent: Int

  init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    var slice = digits[...]
    var exponent = exponent
    while slice.last == 0 {
      slice.removeLast()
      exponent += 1
    }
    slice = slice.drop { $0 == 0 }
    self.digits = Array(slice)
    self.isNegative = isNegative
    self.exponent = slice.isEmpty ? 0 : exponent
  }

  package init(_ value: Int) {
    let digits = String(value.magnitude).utf8.map { $0 - 0x30 }
    self.init(isNegative: value < 0, digits: digits, exponent: 0)
  }

  /// Reads `12`, `-1.5e3` and the like; nil for anything else.
  package init?(_ text: some StringProtocol) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    let whole = rest.prefix { Self.isDigit($0) }
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix { Self.isDigit($0) }
      rest = rest.dropFirst(fraction.count + 1)
      guard !fraction.isEmpty else { return nil }
    }
    guard !whole.isEmpty else { return nil }
    var power = 0
    if let sign = rest.first {
      guard sign | 0x20 == UInt8(ascii: "e"), rest.count > 1 else { return nil }
      let written = String(decoding: rest.dropFirst(), as: UTF8.self)
      guard rest.last.map(Self.isDigit) == true,
        let value = Int(written.hasPrefix("+") ? String(written.dropFirst()) : written)
      else { return nil }
      power = value
    }
    guard abs(power) < Self.greatestExponent else { return nil }
    self.init(
      isNegative: isNegative, digits: (whole + fraction).map { $0 - 0x30 },
      exponent: power - fraction.count)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Zero has a sign, which shows only in its text.
  package static func == (left: HCLNumber, right: HCLNumber) -> Bool {
    left.digits == right.digits && left.exponent == right.exponent
      && (left.isNegative == right.isNegative || left.isZero)
  }

  var isZero: Bool { digits.isEmpty }
  package var isWhole: Bool { exponent >= 0 }

  /// The value, where it is whole and fits.
  package var integer: Int? {
    guard isWhole, digits.count + exponent < 20 else { return nil }
    return Int(text)
  }

  /// As Terraform prints it: in full, without an exponent.
  package var text: String {
    let sign = isNegative ? "-" : ""
    let shown = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    if digits.isEmpty { return sign + "0" }
    if abs(exponent) > 10_000 { return "\(sign)\(shown)e\(exponent)" }
    if exponent >= 0 { return sign + shown + String(repeating: "0", count: exponent) }
    let point = digits.count + exponent
    guard point <= 0 else {
      return sign + shown.prefix(point) + "." + shown.dropFirst(point)
    }
    return sign + "0." + String(repeating: "0", count: -point) + shown
  }
}
