import COpenSSL
import Diagnostics

/// One X.509 certificate in PEM, as OpenSSL reads it.
package struct PEMCertificate: ~Copyable {
  private let certificate: OpaquePointer

  /// Why a text can't be read as a certificate.
  package enum Problem: Error, Equatable {
    case unreadable
  }

  /// Reads the first certificate in `pem`.
  package init(_ pem: String) throws(Problem) {
    let bytes = Array(pem.utf8)
    let parsed = bytes.withUnsafeBytes { buffer -> OpaquePointer? in
      guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)) else { return nil }
      defer { BIO_free(bio) }
      return PEM_read_bio_X509(bio, nil, nil, nil)
    }
    ERR_clear_error()
    guard let parsed else { throw .unreadable }
    certificate = parsed
  }

  deinit { X509_free(certificate) }

  /// Splits a text into its certificates, readable or not.
  package static func pieces(of text: String) -> [String] {
    let begin: StaticString = "-----BEGIN CERTIFICATE-----"
    var pieces: [String] = []
    guard var start = text.range(of: begin) else { return [] }
    while let next = text[start.upperBound...].range(of: begin) {
      pieces.append(String(text[start.lowerBound..<next.lowerBound]))
      start = next
    }
    return pieces + [String(text[start.lowerBound...])]
  }

  /// Whether the certificate's last second is before `time` (seconds since 1970).
  package func isExpired(at time: Int64) -> Bool {
    var moment = time_t(time)
    return X509_cmp_time(X509_get0_notAfter(certificate), &moment) < 0
  }

  /// The number of whole days from `time` to the certificate's last second.
  package func daysLeft(at time: Int64) -> Int {
    guard let start = ASN1_TIME_set(nil, time_t(time)) else { return 0 }
    defer { ASN1_TIME_free(start) }
    var (days, seconds): (Int32, Int32) = (0, 0)
    ASN1_TIME_diff(&days, &seconds, start, X509_get0_notAfter(certificate))
    return Int(days)
  }

  /// Whether the certificate may sign others: by `basicConstraints`, or as a version 1 root.
  package var isAuthority: Bool { X509_check_ca(certificate) != 0 }

  /// Whether its key signed another certificate that names it as its issuer.
  package func signed(_ other: borrowing PEMCertificate) -> Bool {
    defer { ERR_clear_error() }
    guard X509_check_issued(certificate, other.certificate) == X509_V_OK else { return false }
    return X509_verify(other.certificate, X509_get0_pubkey(certificate)) == 1
  }

  /// Whether another certificate has the same bytes.
  package func isSame(as other: borrowing PEMCertificate) -> Bool {
    X509_cmp(certificate, other.certificate) == 0
  }

  /// The common name of the subject, if it is printable ASCII without backquotes.
  package var commonName: String? {
    let subject = X509_get_subject_name(certificate)
    let index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
    guard index >= 0,
      let data = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)),
      let start = ASN1_STRING_get0_data(data)
    else { return nil }
    let bytes = UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(data)))
    guard !bytes.isEmpty, bytes.allSatisfy({ 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "`") })
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The kinds of keys whose strength can be judged by their size.
  package enum KeyKind: String, Sendable {
    case rsa = "RSA"
    case ellipticCurve = "EC"
  }

  /// The kind and size of the key in bits; nil for any other kind.
  package var key: (kind: KeyKind, bits: Int)? {
    guard let key = X509_get0_pubkey(certificate) else { return nil }
    let bits = Int(EVP_PKEY_get_bits(key))
    switch EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS: return (.rsa, bits)
    case EVP_PKEY_EC: return (.ellipticCurve, bits)
    default: return nil
    }
  }
}
