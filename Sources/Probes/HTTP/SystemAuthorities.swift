import Glibc

/// The authorities that programs on this machine trust.
enum SystemAuthorities {
  /// The bundle in PEM; empty if there is none.
  ///
  /// `SSL_CERT_FILE` names another one, as for every program that uses OpenSSL.
  static var pem: String {
    let named = getenv("SSL_CERT_FILE").map { String(cString: $0) }
    if let named { return file(named) ?? "" }
    return bundles.lazy.compactMap(file).first ?? ""
  }

  /// Of Debian and Alpine, of Fedora, of SUSE, and of OpenSSL itself.
  private static let bundles = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
  ]

  private static func file(_ path: String) -> String? {
    guard let stream = fopen(path, "r") else { return nil }
    defer { fclose(stream) }
    var (bytes, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
