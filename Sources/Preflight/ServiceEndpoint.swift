package import Probing

/// An address at which a service is probed instead of the one that its cloud has: `--endpoint`.
package struct ServiceEndpoint: Hashable, Sendable {
  package let service: Service
  /// Whether it is reached over HTTPS.
  let isEncrypted: Bool
  let host: String
  /// nil for the default of the scheme.
  let port: Int?

  /// The services that have addresses of their own in a cloud.
  package static let services: [Service] = [.bucket, .queue]

  /// Whether the host is an IP address or this machine, and not a name in a domain.
  var isLocal: Bool {
    host == "localhost" || host.hasPrefix("[") || host.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// Reads `SERVICE=URL`; nil unless the URL is `http://` or `https://`, a host and maybe a port.
  package init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let service = Service(rawValue: parts[0]),
      Self.services.contains(service)
    else { return nil }
    self.service = service
    let pieces = parts[1].split(separator: "://", maxSplits: 1).map(String.init)
    guard pieces.count == 2, ["http", "https"].contains(pieces[0]) else { return nil }
    isEncrypted = pieces[0] == "https"
    var authority = pieces[1][...]
    if authority.hasSuffix("/") { authority = authority.dropLast() }
    guard let address = HostPort(String(authority)) else { return nil }
    (host, port) = (address.host, address.port)
  }
}

/// A host, and a port if there is one: `10.0.0.1:9000`, `[::1]:9000`, `minio.example.com`.
struct HostPort {
  let host: String
  let port: Int?

  /// nil if the host is empty or contains what no host does, or the port is not a number.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") else {
      guard !text.isEmpty, !text.contains(where: Self.isForeign) else { return nil }
      (host, port) = (text, nil)
      return
    }
    let name = String(text[..<colon])
    guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number),
      !name.isEmpty, !name.contains(where: Self.isForeign)
    else { return nil }
    (host, port) = (name, number)
  }

  private static func isForeign(_ character: Character) -> Bool {
    character.isWhitespace || "/?#@".contains(character)
  }
}
