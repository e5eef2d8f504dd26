import Diagnostics

/// A decimal number of any size, stored digit by digit.
///
/// Terraform computes with 512 bits of binary fraction; a literal here keeps all its digits, and a
/// result keeps as many as those bits are worth.
package struct HCLNumber: Sendable, Equatable {
  /// The decimal digits that 512 bits are worth.
  private static let precision = 154
  /// Larger powers of ten are infinite to Terraform, and smaller ones zero.
  private static let greatestExponent = 646_456_993

  /// Zero may be negative, which shows only in its text.
  private let isNegative: Bool
  /// Most significant first, without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The power of ten of the last digit.
  private let exponent: Int

  /// Removes zeros at both ends, so that equal numbers have equal digits.
  private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    guard digits.first == 0 || digits.last == 0 else {
      self.init(isNegative, digits, digits.isEmpty ? 0 : exponent)
      return
    }
    var slice = digits[...]
    var exponent = exponent
    while slice.last == 0 {
      slice.removeLast()
      exponent += 1
    }
    slice = slice.drop { $0 == 0 }
    self.init(isNegative, Array(slice), slice.isEmpty ? 0 : exponent)
  }

  private init(_ isNegative: Bool, _ digits: [UInt8], _ exponent: Int) {
    (self.isNegative, self.digits, self.exponent) = (isNegative, digits, exponent)
  }

  /// A whole number.
  package init(_ value: Int) {
    let digits = String(value.magnitude).utf8.map { $0 - 0x30 }
    self.init(isNegative: value < 0, digits: digits, exponent: 0)
  }

  /// Reads `12`, `-1.5e3` and the like; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let written = Array(text.utf8)
    if written.allSatisfy(\.isDigit), !written.isEmpty {
      self.init(isNegative: false, digits: written.map { $0 - 0x30 }, exponent: 0)
      return
    }
    var rest = written[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    let whole = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: \.isDigit)
      rest = rest.dropFirst(fraction.count + 1)
      guard !fraction.isEmpty else { return nil }
    }
    guard !whole.isEmpty else { return nil }
    var power = 0
    if let sign = rest.first {
      guard sign | 0x20 == UInt8(ascii: "e"), rest.count > 1 else { return nil }
      let written = String(decoding: rest.dropFirst(), as: UTF8.self)
      guard rest.last?.isDigit == true,
        let value = Int(written.hasPrefix("+") ? String(written.dropFirst()) : written)
      else { return nil }
      power = value
    }
    guard abs(power) < Self.greatestExponent else { return nil }
    self.init(
      isNegative: isNegative, digits: (whole + fraction).map { $0 - 0x30 },
      exponent: power - fraction.count)
  }

  /// Zero has a sign, which shows only in its text.
  package static func == (left: HCLNumber, right: HCLNumber) -> Bool {
    left.digits == right.digits && left.exponent == right.exponent
      && (left.isNegative == right.isNegative || left.isZero)
  }

  /// Whether it is 0 or -0.
  var isZero: Bool { digits.isEmpty }
  /// Whether it has no fraction, however large it is.
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

/// Arithmetic as Terraform's operators do it.
extension HCLNumber: Comparable {
  package static prefix func - (number: HCLNumber) -> HCLNumber {
    HCLNumber(
      isNegative: !number.isNegative, digits: number.digits, exponent: number.exponent)
  }

  /// Compares digits, so nothing is rounded.
  package static func < (left: HCLNumber, right: HCLNumber) -> Bool {
    if left.isZero, right.isZero { return false }
    if left.isNegative != right.isNegative { return left.isNegative }
    let order = left.isNegative ? (right, left) : (left, right)
    return isSmaller(order.0, order.1)
  }

  /// The sum, rounded to `precision` digits.
  package static func + (left: HCLNumber, right: HCLNumber) -> HCLNumber {
    if left.isZero, right.isZero { return HCLNumber(0) }
    if left.isZero { return right }
    if right.isZero { return left }
    // A number that is this much smaller does not change the sum.
    let gap = left.magnitude - right.magnitude
    if abs(gap) > 2 * precision { return gap > 0 ? left : right }
    let (one, two) = (left.rounded, right.rounded)
    let exponent = min(one.exponent, two.exponent)
    let (first, second) = (one.aligned(to: exponent), two.aligned(to: exponent))
    if one.isNegative == two.isNegative {
      return HCLNumber(
        isNegative: one.isNegative, digits: HCLDigits.sum(first, second), exponent: exponent
      ).rounded
    }
    if first == second { return HCLNumber(0) }
    let isLess = HCLDigits.isLess(first, second)
    return HCLNumber(
      isNegative: isLess ? two.isNegative : one.isNegative,
      digits: isLess
        ? HCLDigits.difference(second, first) : HCLDigits.difference(first, second),
      exponent: exponent
    ).rounded
  }

  package static func - (left: HCLNumber, right: HCLNumber) -> HCLNumber { left + -right }

  /// The product of both factors, each rounded to `precision` digits first, as Terraform's are.
  package static func * (left: HCLNumber, right: HCLNumber) -> HCLNumber {
    let (one, two) = (left.rounded, right.rounded)
    return HCLNumber(
      isNegative: one.isNegative != two.isNegative,
      digits: HCLDigits.product(one.digits, two.digits), exponent: one.exponent + two.exponent
    ).rounded
  }

  /// nil for division by zero.
  package static func / (left: HCLNumber, right: HCLNumber) -> HCLNumber? {
    let (one, two) = (left.rounded, right.rounded)
    guard !two.isZero else { return nil }
    let shift = max(0, precision + 2 + two.digits.count - one.digits.count)
    let (quotient, _) = HCLDigits.quotient(
      one.digits + Array(repeating: 0, count: shift), two.digits)
    return HCLNumber(
      isNegative: one.isNegative != two.isNegative, digits: quotient,
      exponent: one.exponent - two.exponent - shift
    ).rounded
  }

  /// The remainder has the sign of the dividend; dividing by zero leaves all of it.
  package static func % (left: HCLNumber, right: HCLNumber) -> HCLNumber? {
    guard let quotient = left / right else { return left }
    return left - quotient.truncated * right
  }

  /// The number without its fraction.
  package var truncated: HCLNumber {
    guard exponent < 0 else { return self }
    return HCLNumber(
      isNegative: isNegative, digits: digits.dropLast(-exponent), exponent: 0)
  }

  /// The greatest whole number that is not above this one.
  package var floor: HCLNumber {
    let whole = truncated
    return isNegative && whole != self ? whole - HCLNumber(1) : whole
  }

  /// The power of ten of the first digit.
  private var magnitude: Int { digits.count + exponent }

  /// The number rounded to at most `precision` digits, half away from zero.
  private var rounded: HCLNumber {
    guard digits.count > Self.precision else { return self }
    var kept = Array(digits.prefix(Self.precision))
    if digits[Self.precision] >= 5 { kept = HCLDigits.sum(kept, [1]) }
    return HCLNumber(
      isNegative: isNegative, digits: kept, exponent: exponent + digits.count - Self.precision)
  }

  /// The digits as those of a number with this smaller exponent.
  private func aligned(to exponent: Int) -> [UInt8] {
    digits + Array(repeating: 0, count: self.exponent - exponent)
  }

  /// Compares magnitudes.
  private static func isSmaller(_ left: HCLNumber, _ right: HCLNumber) -> Bool {
    if left.isZero || right.isZero { return left.isZero && !right.isZero }
    if left.magnitude != right.magnitude { return left.magnitude < right.magnitude }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}

/// Schoolbook arithmetic on decimal digits, most significant first.
private enum HCLDigits {
  /// Compares as numbers: leading zeros do not count.
  static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (one, two) = (left.drop { $0 == 0 }, right.drop { $0 == 0 })
    return one.count == two.count ? one.lexicographicallyPrecedes(two) : one.count < two.count
  }

  /// One digit longer than the longer number if there is a carry.
  static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var carry: UInt8 = 0
    for index in 0..<max(left.count, right.count) {
      let one = index < left.count ? left[left.count - 1 - index] : 0
      let two = index < right.count ? right[right.count - 1 - index] : 0
      result.append((one + two + carry) % 10)
      carry = (one + two + carry) / 10
    }
    if carry > 0 { result.append(carry) }
    return result.reversed()
  }

  /// `left - right`, where `right` is not greater.
  static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var borrow = 0
    for index in 0..<left.count {
      let two = index < right.count ? Int(right[right.count - 1 - index]) : 0
      let digit = Int(left[left.count - 1 - index]) - two - borrow
      result.append(UInt8(digit < 0 ? digit + 10 : digit))
      borrow = digit < 0 ? 1 : 0
    }
    return result.reversed()
  }

  /// As long as both factors together, with leading zeros.
  static func product(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result = [Int](repeating: 0, count: left.count + right.count)
    for one in left.indices.reversed() {
      for two in right.indices.reversed() {
        let sum = result[one + two + 1] + Int(left[one]) * Int(right[two])
        result[one + two + 1] = sum % 10
        result[one + two] += sum / 10
      }
    }
    return result.map { UInt8($0) }
  }

  /// Long division.
  static func quotient(
    _ left: [UInt8], _ right: [UInt8]
  ) -> (quotient: [UInt8], remainder: [UInt8]) {
    var result: [UInt8] = []
    var rest: [UInt8] = []
    for digit in left {
      rest.append(digit)
      var count: UInt8 = 0
      while !isLess(rest, right) {
        rest = difference(Array(rest.drop { $0 == 0 }), right)
        count += 1
      }
      rest = Array(rest.drop { $0 == 0 })
      result.append(count)
    }
    return (result, rest)
  }
}
