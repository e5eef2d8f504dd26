extension HCLDocument {
  /// A number as decimal digits, kept unchanged so that none is lost.
  package struct Decimal: Sendable {
    package let text: String

    /// nil where `problem(in:)` finds a problem.
    package init?(_ text: String) {
      guard Self.problem(in: text) == nil else { return nil }
      self.text = text
    }

    package init(_ value: Int) { text = String(value) }

    /// Why Terraform would not read exactly the number `text`, as a clause; nil when it would.
    ///
    /// It computes with a binary fraction of 512 bits, which is worth 154 decimal digits.
    package static func problem(in text: String) -> String? {
      var rest = text.utf8[...]
      if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      var significant = takeDigits(&rest)
      guard !significant.isEmpty else { return "a number must begin with a digit" }
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        let fraction = takeDigits(&rest)
        guard !fraction.isEmpty else { return "a number must have a digit after its decimal point" }
        significant += fraction
      }
      if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
        rest.removeFirst()
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
          rest.removeFirst()
        }
        let power = takeDigits(&rest)
        guard !power.isEmpty else { return "the exponent of a number must have a digit" }
        guard power.drop(while: { $0 == zero }).count <= 8 else {
          return "Terraform cannot represent a number of this size"
        }
      }
      guard rest.isEmpty else {
        return "a number must contain only digits, a decimal point and an exponent"
      }
      return count(of: significant) <= 154 ? nil : "Terraform keeps only 154 digits of a number"
    }

    private static let zero = UInt8(ascii: "0")

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> [UInt8] {
      let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      rest = rest[digits.endIndex...]
      return Array(digits)
    }

    /// The digits without the zeros at both ends.
    private static func count(of digits: [UInt8]) -> Int {
      guard let first = digits.firstIndex(where: { $0 != zero }),
        let last = digits.lastIndex(where: { $0 != zero })
      else { return 0 }
      return last - first + 1
    }
  }
}
