/// A range of IPv4 or IPv6 addresses in CIDR notation.
struct PolicyAddressRange {
  private let bytes: [UInt8]
  private let length: Int

  init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, !text.contains("+"), let address = parts.first,
      let bytes = Self.bytes(String(address)),
      let length = parts.count == 1 ? bytes.count * 8 : Int(parts[1]),
      (0...bytes.count * 8).contains(length)
    else { throw MalformedPolicy("`\(text)` is no range of addresses") }
    self.bytes = bytes
    self.length = length
  }

  /// Whether one of the ranges holds the address; no IPv4 address is in a range of IPv6.
  static func contain(_ ranges: [PolicyAddressRange], _ address: String) throws -> Bool {
    guard let bytes = bytes(address) else { throw MalformedPolicy("`\(address)` is no address") }
    return ranges.contains { $0.contains(bytes) }
  }

  private func contains(_ address: [UInt8]) -> Bool {
    guard address.count == bytes.count else { return false }
    return (0..<length).allSatisfy { bit in
      let mask: UInt8 = 0x80 >> UInt8(bit % 8)
      return address[bit / 8] & mask == bytes[bit / 8] & mask
    }
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    guard !text.contains("+"), !text.contains("-") else { return nil }
    guard text.contains(":") else {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let bytes = parts.compactMap { UInt8($0) }
      return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }
    let halves = groups(text)
    guard halves.count <= 2, let start = halves.first ?? nil, let end = halves.last ?? nil else {
      return nil
    }
    guard halves.count == 2 else { return start.count == 16 ? start : nil }
    guard start.count + end.count < 16 else { return nil }
    return start + Array(repeating: 0, count: 16 - start.count - end.count) + end
  }

  /// The bytes before and after `::`; nil for a half that is not groups of hexadecimal digits.
  private static func groups(_ text: String) -> [[UInt8]?] {
    text.split(separator: "::", omittingEmptySubsequences: false).map { half in
      if half.isEmpty { return [] }
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      let groups = parts.compactMap { $0.count <= 4 ? UInt16($0, radix: 16) : nil }
      guard groups.count == parts.count else { return nil }
      return groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
  }
}
