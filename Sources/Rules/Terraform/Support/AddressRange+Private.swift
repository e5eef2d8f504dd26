/// Ranges that are not routed on the Internet.
extension AddressRange {
  /// A range, or a single address written without a prefix length; nil for other text.
  init?(orAddress text: String) {
    let suffix = text.contains("/") ? "" : text.contains(":") ? "/128" : "/32"
    guard case .success(let range) = AddressRange.read(text + suffix) else { return nil }
    self = range
  }

  /// Whether text is a range or an address, all of it private.
  static func isPrivate(_ text: String) -> Bool {
    AddressRange(orAddress: text)?.isPrivate ?? false
  }

  /// Whether no address of the range is public.
  var isPrivate: Bool { Self.privateRanges.contains { $0.contains(self) } }

  /// RFC 1918, RFC 6598, loopback and link-local addresses, also of IPv6 (RFC 4193, RFC 4291).
  private static let privateRanges = [
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
    "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128",
  ].compactMap { try? AddressRange.read($0).get() }

  /// Whether ranges, as text, contain every address of a family together.
  static func cover(_ family: Family, _ texts: [String]) -> Bool {
    let ranges = texts.compactMap { AddressRange(orAddress: $0)?.network }
      .filter { $0.family == family }.sorted { $0.address < $1.address }
    var next = UInt128(0)
    let last = AddressRange(family, 0, 0).last
    for range in ranges where range.address <= next {
      if range.last == last { return true }
      next = max(next, range.last + 1)
    }
    return false
  }
}
