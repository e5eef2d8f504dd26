/// Hexadecimal digits, for messages.
package enum Hex {
  /// The value in capital digits, padded with zeros to `width`.
  package static func padded(_ value: some FixedWidthInteger, width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
