/// Arithmetic as Terraform's operators do it.
extension HCLNumber: Comparable {
  package static prefix func - (number: HCLNumber) -> HCLNumber {
    HCLNumber(
      isNegative: !number.isNegative, digits: number.digits, exponent: number.exponent)
  }

  package static func < (left: HCLNumber, right: HCLNumber) -> Bool {
    if left.isZero, right.isZero { return false }
    if left.isNegative != right.isNegative { return left.isNegative }
    let order = left.isNegative ? (right, left) : (left, right)
    return isSmaller(order.0, order.1)
  }

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

  private func aligned(to exponent: Int) -> [UInt8] {
    digits + Array(repeating: 0, count: self.exponent - exponent)
  }

  private static func isSmaller(_ left: HCLNumber, _ right: HCLNumber) -> Bool {
    if left.isZero || right.isZero { return left.isZero && !right.isZero }
    if left.magnitude != right.magnitude { return left.magnitude < right.magnitude }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}

/// Schoolbook arithmetic on decimal digits, most significant first.
enum HCLDigits {
  static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let (one, two) = (left.drop { $0 == 0 }, right.drop { $0 == 0 })
    return one.count == two.count ? one.lexicographicallyPrecedes(two) : one.count < two.count
  }

  static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var carry: UInt8 = 0
    for place in 0..<max(left.count, right.count) {
      let one = place < left.count ? left[left.count - 1 - place] : 0
      let two = place < right.count ? right[right.count - 1 - place] : 0
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
    for place in 0..<left.count {
      let two = place < right.count ? Int(right[right.count - 1 - place]) : 0
      let digit = Int(left[left.count - 1 - place]) - two - borrow
      result.append(UInt8(digit < 0 ? digit + 10 : digit))
      borrow = digit < 0 ? 1 : 0
    }
    return result.reversed()
  }

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
