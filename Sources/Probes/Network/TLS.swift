import CSSL
import Diagnostics
import Glibc
import Probing

/// The authorities that clients of the server trust: those of this machine, and the configured ones.
///
/// An object, because it owns a context of OpenSSL that connections share.
final class TrustedAuthorities {
  let context: OpaquePointer?

  /// The authorities of this machine and the certificates in a PEM text; unreadable ones are left out.
  init(_ pem: String) {
    context = SSL_CTX_new(TLS_client_method())
    SSL_CTX_set_default_verify_paths(context)
    add(pem)
  }

  /// Only the certificates in a PEM text.
  init(only pem: String) {
    context = SSL_CTX_new(TLS_client_method())
    add(pem)
  }

  private func add(_ pem: String) {
    // As Go: no version below 1.2, and a configured intermediate is trusted without its root.
    wandb_require_tls12(context)
    X509_STORE_set_flags(
      SSL_CTX_get_cert_store(context), UInt(X509_V_FLAG_PARTIAL_CHAIN))
    let store = SSL_CTX_get_cert_store(context)
    PEMText.certificates(in: pem) { X509_STORE_add_cert(store, $0) }
    ERR_clear_error()
  }

  deinit { SSL_CTX_free(context) }
}

/// The name that a server's certificate has to be for: a host name or an address.
struct ServerName {
  private let name: String

  init(_ name: String) {
    self.name =
      name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name
  }

  private var isAddress: Bool {
    var bytes = in6_addr()
    return inet_pton(AF_INET, name, &bytes) == 1 || inet_pton(AF_INET6, name, &bytes) == 1
  }

  /// Demands it, as Go's TLS does: the common name does not count.
  func expect(on session: OpaquePointer) {
    if isAddress {
      X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), name)
    } else {
      SSL_set_hostflags(
        session, UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
      SSL_set1_host(session, name)
      // `SSL_set_tlsext_host_name` is a macro.
      var bytes = Array(name.utf8CString)
      SSL_ctrl(
        session, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &bytes)
    }
  }
}

/// What a server presented.
struct PeerCertificates: Sendable {
  /// All certificates in PEM, the server's own first.
  let pem: String
  /// The protocol and its version: `TLSv1.3`.
  let version: String
  /// The days until the server's own certificate expires; negative if it has.
  let daysLeft: Int
  /// The SHA-1 of the server's own certificate in hexadecimal digits, which tells it from others.
  let fingerprint: String
  private let issuer: String
  private let expiry: String

  init(_ session: OpaquePointer) {
    version = String(cString: SSL_get_version(session))
    let chain = SSL_get_peer_cert_chain(session)
    pem = (0..<OPENSSL_sk_num(chain)).map {
      PEMText.text(OpaquePointer(OPENSSL_sk_value(chain, $0)))
    }
    .joined()
    guard let own = SSL_get1_peer_certificate(session) else {
      (daysLeft, issuer, expiry, fingerprint) = (0, "", "", "")
      return
    }
    defer { X509_free(own) }
    var (days, seconds): (Int32, Int32) = (0, 0)
    ASN1_TIME_diff(&days, &seconds, nil, X509_get0_notAfter(own))
    daysLeft = Int(days)
    issuer = PEMText.name(X509_get_issuer_name(own))
    expiry = PEMText.date(X509_get0_notAfter(own))
    fingerprint = PEMText.fingerprint(own)
  }

  /// Throws what OpenSSL found wrong with the chain or the name.
  func verify(_ session: OpaquePointer, _ name: String, _ addresses: Addresses) throws(ProbeFailure)
  {
    // Without a certificate, the result is that nothing is wrong with it.
    guard !fingerprint.isEmpty else {
      throw ProbeFailure(
        ConnectionProblem.tlsFailed, [.address: addresses.text, .reply: "no certificate"],
        blaming: .tls)
    }
    let code = SSL_get_verify_result(session)
    guard code != Int(X509_V_OK) else { return }
    let reason = String(cString: X509_verify_cert_error_string(code))
    var facts: [Fact: String] = [.address: addresses.text, .reply: reason]
    switch Int32(code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      throw expired(session, facts)
    case X509_V_ERR_CERT_NOT_YET_VALID:
      throw ProbeFailure(ConnectionProblem.certificateNotYetValid, facts, blaming: .host)
    case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
      facts[.expected] = name
      facts[.found] = names(session)
      throw ProbeFailure(ConnectionProblem.certificateForAnotherName, facts, blaming: .host)
    default:
      facts[.name] = issuer
      throw ProbeFailure(ConnectionProblem.certificateNotTrusted, facts, blaming: .authority)
    }
  }

  /// Which certificate has expired: the server's own, one of an authority that the server
  /// presented, or a trusted one.
  private func expired(_ session: OpaquePointer, _ facts: [Fact: String]) -> ProbeFailure {
    var facts = facts
    let chain = SSL_get_peer_cert_chain(session)
    let presented = (0..<OPENSSL_sk_num(chain)).map { OpaquePointer(OPENSSL_sk_value(chain, $0)) }
    let past = presented.firstIndex { X509_cmp_current_time(X509_get0_notAfter($0)) < 0 }
    guard let past else {
      return ProbeFailure(ConnectionProblem.authorityExpired, facts, blaming: .authority)
    }
    facts[.amount] = PEMText.date(X509_get0_notAfter(presented[past]))
    guard past > 0 else {
      return ProbeFailure(ConnectionProblem.certificateExpired, facts, blaming: .host)
    }
    facts[.name] = PEMText.name(X509_get_subject_name(presented[past]))
    return ProbeFailure(ConnectionProblem.authorityExpired, facts, blaming: .host)
  }

  /// The names in the server's certificate.
  private func names(_ session: OpaquePointer) -> String {
    guard let own = SSL_get1_peer_certificate(session) else { return "" }
    defer { X509_free(own) }
    let all = PEMText.subjectNames(own)
    return all.isEmpty ? "no name" : all.prefix(5).joined(separator: ", ")
  }

  /// Reports a certificate that expires within 30 days.
  func reportExpiry(_ addresses: Addresses, _ steps: Steps) {
    guard daysLeft < 30 else { return }
    steps.report(
      ProbeFailure(
        ConnectionProblem.certificateExpiresSoon,
        [.address: addresses.text, .amount: expiry, .found: String(daysLeft)], blaming: .host))
  }
}
