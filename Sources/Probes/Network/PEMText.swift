import CSSL
import Certificates

/// Certificates as PEM text.
enum PEMText {
  /// Lends every certificate that can be read.
  static func certificates(in pem: String, _ body: (OpaquePointer) -> Void) {
    for piece in PEMCertificate.pieces(of: pem) {
      Array(piece.utf8).withUnsafeBytes { buffer in
        guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else { return }
        defer { BIO_free(bio) }
        guard let certificate = PEM_read_bio_X509(bio, nil, nil, nil) else { return }
        body(certificate)
        X509_free(certificate)
      }
    }
    ERR_clear_error()
  }

  static func text(_ certificate: OpaquePointer?) -> String {
    output { PEM_write_bio_X509($0, certificate) }
  }

  /// A name, as RFC 2253 writes it.
  static func name(_ name: OpaquePointer?) -> String {
    output { X509_NAME_print_ex($0, name, 0, wandb_name_rfc2253) }
  }

  static func date(_ time: UnsafePointer<ASN1_TIME>?) -> String {
    output { ASN1_TIME_print($0, time) }
  }

  /// The SHA-1 of a certificate in hexadecimal digits.
  static func fingerprint(_ certificate: OpaquePointer) -> String {
    var bytes = [UInt8](repeating: 0, count: 20)
    var count = UInt32(bytes.count)
    guard X509_digest(certificate, EVP_sha1(), &bytes, &count) == 1 else { return "" }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The host names and addresses that a certificate is for.
  static func subjectNames(_ certificate: OpaquePointer) -> [String] {
    let index = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1)
    guard index >= 0 else { return [] }
    let text = output {
      X509V3_EXT_print($0, X509_get_ext(certificate, index), 0, 0)
    }
    return text.split(separator: ",").map { entry in
      entry.split(separator: ":", maxSplits: 1).last.map { $0.trimmed } ?? ""
    }
  }

  private static func output(_ write: (OpaquePointer?) -> Int32) -> String {
    guard let bio = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(bio) }
    _ = write(bio)
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = BIO_read(bio, &buffer, Int32(buffer.count))
    return String(decoding: buffer[..<max(0, Int(count))], as: UTF8.self)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\n" }.reversed())
  }
}
