import Glibc

/// The authorities that programs on this machine trust.
enum SystemAuthorities {
  /// The bundle in PEM; empty if there is none.
  ///
  /// `SSL_CERT_FILE` names another one, as for every program that uses OpenSSL.
  static var pem: String {
    let named = getenv("SSL_CERT_FILE").map { String(cString: $0) }
    return file(named ?? "/etc/ssl/certs/ca-certificates.crt")
      ?? file("/etc/pki/tls/certs/ca-bundle.crt") ?? ""
  }

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
