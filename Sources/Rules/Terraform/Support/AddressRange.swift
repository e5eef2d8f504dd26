import Diagnostics

/// A range of IP addresses in CIDR notation: `10.0.0.0/8`, `2001:db8::/32`.
struct AddressRange: Hashable {
  /// The IP version, by the number of bits in an address.
  enum Family: Int { case four = 32, six = 128 }

  /// Why a text is not a range.
  enum Fault: Error {
    case noAddress, noPrefix, prefixTooLong(Family)
  }

  let family: Family
  /// The address as a number.
  let address: UInt128
  /// The number of leading bits that all addresses share.
  let prefix: Int

  init(_ family: Family, _ address: UInt128, _ prefix: Int) {
    (self.family, self.address, self.prefix) = (family, address, prefix)
  }

  /// Parses a range, or reports why the text is not one.
  static func read(_ text: String) -> Result<AddressRange, Fault> {
    // The longest address has 45 characters, and a prefix length follows.
    guard text.utf8.count < 64 else { return .failure(.noAddress) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let (family, address) = address(parts[0]) else {
      return .failure(.noAddress)
    }
    guard parts.count == 2 else { return .failure(.noPrefix) }
    guard let prefix = number(parts[1], digits: 3), prefix <= family.rawValue else {
      return .failure(.prefixTooLong(family))
    }
    return .success(AddressRange(family, address, prefix))
  }

  /// The same range, written with its first address.
  var network: AddressRange { AddressRange(family, address & ~hostMask, prefix) }

  /// Whether `address` is not the first address of the range.
  var hasHostBits: Bool { address & hostMask != 0 }

  /// The last address.
  var last: UInt128 { address | hostMask }

  func contains(_ other: AddressRange) -> Bool {
    family == other.family && network.address <= other.network.address && other.last <= last
  }

  private var hostMask: UInt128 {
    let bits = family.rawValue - prefix
    return bits == 128 ? .max : (1 << UInt128(bits)) - 1
  }

  // MARK: Addresses

  private static func address(_ text: Substring) -> (Family, UInt128)? {
    if text.utf8.contains(UInt8(ascii: ":")) { return addressOfSix(text).map { (.six, $0) } }
    return addressOfFour(text).map { (.four, $0) }
  }

  private static func addressOfFour(_ text: Substring) -> UInt128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    return parts.reduce(UInt128?(0)) { sum, part in
      guard let sum, let octet = number(part, digits: 3), octet < 256 else { return nil }
      return sum << 8 | UInt128(octet)
    }
  }

  /// Eight groups, of which `::` replaces a run of zeros; the last two may be an IPv4 address.
  private static func addressOfSix(_ text: Substring) -> UInt128? {
    guard let gap = text.range(of: "::") else {
      return groups(text).flatMap { $0.count == 8 ? joined($0) : nil }
    }
    guard let before = groups(text[..<gap.lowerBound]),
      let after = groups(text[gap.upperBound...]), before.count + after.count < 8
    else { return nil }
    return joined(
      before + Array(repeating: 0, count: 8 - before.count - after.count) + after)
  }

  private static func groups(_ text: Substring) -> [UInt128]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt128] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
        guard let four = addressOfFour(part) else { return nil }
        groups += [four >> 16, four & 0xFFFF]
        continue
      }
      guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
        let group = UInt128(part, radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups
  }

  private static func joined(_ groups: [UInt128]) -> UInt128 { groups.reduce(0) { $0 << 16 | $1 } }

  /// A decimal number without leading zeros: Go and Terraform reject them as possible octal.
  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard (1...digits).contains(text.utf8.count), text == "0" || !text.hasPrefix("0"),
      text.utf8.allSatisfy(\.isDigit)
    else { return nil }
    return Int(text)
  }
}

extension AddressRange: CustomStringConvertible {
  var description: String {
    let (width, radix, separator) = family == .four ? (8, 10, ".") : (16, 16, ":")
    let groups = stride(from: family.rawValue - width, through: 0, by: -width).map { shift in
      String(address >> UInt128(shift) & (1 << UInt128(width) - 1), radix: radix)
    }
    return groups.joined(separator: separator) + "/\(prefix)"
  }
}
