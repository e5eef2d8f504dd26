import CSSL
import ConfigSyntax

/// SHA-256, and what is signed with it, by OpenSSL.
enum MessageDigest {
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    guard EVP_Digest(bytes, bytes.count, &result, &count, EVP_sha256(), nil) == 1 else { return [] }
    return result
  }

  static func sha256(_ text: String) -> [UInt8] { sha256(Array(text.utf8)) }

  /// HMAC with SHA-256 (RFC 2104).
  static func hmac(_ key: [UInt8], _ text: String) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    var count: UInt32 = 0
    let bytes = Array(text.utf8)
    HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &result, &count)
    return result
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// An RSA key that signs, read from PEM.
///
/// An object, because it owns a key of OpenSSL.
final class PrivateKey: Sendable {
  private nonisolated(unsafe) let key: OpaquePointer

  /// Nil if the text is not an unencrypted private key.
  init?(_ pem: String) {
    let bytes = Array(pem.utf8)
    let key = bytes.withUnsafeBytes { buffer -> OpaquePointer? in
      guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else { return nil }
      defer { BIO_free(bio) }
      // Without this, OpenSSL would ask for a passphrase on the terminal.
      return PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in 0 }, nil)
    }
    ERR_clear_error()
    guard let key else { return nil }
    self.key = key
  }

  deinit { EVP_PKEY_free(key) }

  /// A signature with SHA-256 (PKCS #1 v1.5); empty if the key can't sign.
  func sign(_ text: String) -> [UInt8] {
    guard let context = EVP_MD_CTX_new() else { return [] }
    defer { EVP_MD_CTX_free(context) }
    let bytes = Array(text.utf8)
    var count = 0
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(context, nil, &count, bytes, bytes.count) == 1
    else { return [] }
    var result = [UInt8](repeating: 0, count: count)
    guard EVP_DigestSign(context, &result, &count, bytes, bytes.count) == 1 else { return [] }
    return Array(result[..<count])
  }
}
