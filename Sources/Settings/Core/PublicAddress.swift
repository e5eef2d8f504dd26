import Diagnostics

/// The parts of `global.host`, or of another URL of a web server, as they were written.
package struct PublicAddress: Sendable {
  package let usesTLS: Bool
  /// An IPv6 address is in brackets; a placeholder is left as it is.
  package let host: String
  package let port: Int
  /// The URL without a path, and without a default port.
  package let url: String

  /// nil for text that is not an absolute URL of a host.
  package init?(_ text: String) {
    guard let separator = text.range(of: "://") else { return nil }
    let scheme = text[..<separator.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else { return nil }
    usesTLS = scheme == "https"
    let address = text[separator.upperBound...].prefix { !"/?#".contains($0) }
    let end = address.hasPrefix("[") ? address.firstIndex(of: "]").map(address.index(after:)) : nil
    let colon = address[(end ?? address.startIndex)...].firstIndex(of: ":")
    host = String(address[..<(colon ?? address.endIndex)])
    let usual = usesTLS ? 443 : 80
    let number = colon.map { Int(address[address.index(after: $0)...]) } ?? usual
    guard let number, 1...65_535 ~= number, Self.isHost(host) else { return nil }
    port = number
    url = "\(scheme)://\(host)" + (port == usual ? "" : ":\(port)")
  }

  private static func isHost(_ text: String) -> Bool {
    !text.isEmpty && !text.unicodeScalars.contains { $0.value <= 0x20 || $0 == "@" || $0 == "\\" }
  }
}
