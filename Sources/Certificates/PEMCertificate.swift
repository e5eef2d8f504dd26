import COpenSSL

/// One X.509 certificate in PEM, as OpenSSL reads it.
package struct PEMCertificate: ~Copyable {
  private let certificate: OpaquePointer

  /// Why a text is not one certificate.
  package enum Problem: Error, Equatable {
    case unreadable
  }

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

  /// Whether the certificate's last second lies before `time` (seconds since 1970).
  package func isExpired(at time: Int64) -> Bool {
    var moment = time_t(time)
    return X509_cmp_time(X509_get0_notAfter(certificate), &moment) < 0
  }
}
