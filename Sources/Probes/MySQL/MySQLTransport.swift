import Probing

/// Decides how a session is encrypted, as go-sql-driver/mysql does for the parameter `tls`.
struct MySQLTransport {
  let addresses: Addresses
  private let connection: Connection
  private let greeting: MySQLGreeting
  private let steps: Steps

  init(
    _ addresses: Addresses, _ connection: Connection, _ greeting: MySQLGreeting, _ steps: Steps
  ) {
    (self.addresses, self.connection) = (addresses, connection)
    (self.greeting, self.steps) = (greeting, steps)
  }

  private static let step = "encrypts"

  /// Checks TLS as the configuration asks for it; nil if no password may be sent.
  func agree() -> MySQLEncryption? {
    switch steps.request[.tls] {
    case "true": verify(authorities)
    case "custom": verifyCustom()
    case "skip-verify": skipVerification()
    case "preferred": prefer()
    case nil, "false":
      // Without the parameter, the driver does not encrypt; an unknown value skips the step.
      steps.has(.tls, for: Self.step) ? .off : nil
    default: nil
    }
  }

  /// The configured authorities; libraries that need all of them also get those of this machine.
  private var authorities: String {
    steps.request.authorities + "\n" + (steps.request[.authority] ?? "")
  }

  private func verify(_ pem: String) -> MySQLEncryption? {
    steps.attempt(Self.step, blaming: .tls) { detail throws(ProbeFailure) in
      let peer = try encrypt(TrustedAuthorities(pem))
      peer.reportExpiry(addresses, steps)
      detail = peer.version
      return .verified(SystemAuthorities.pem + "\n" + pem)
    }
  }

  /// `custom` trusts only the authorities in one file.
  private func verifyCustom() -> MySQLEncryption? {
    guard steps.has(.authority, for: Self.step) else { return nil }
    guard let pem = steps.request[.authority] else { return verify(authorities) }
    return steps.attempt(Self.step, blaming: .tls) { detail throws(ProbeFailure) in
      let peer = try encrypt(TrustedAuthorities(only: pem))
      peer.reportExpiry(addresses, steps)
      detail = peer.version
      return .verified(pem)
    }
  }

  private func skipVerification() -> MySQLEncryption? {
    steps.attempt(Self.step, blaming: .tls) { detail throws(ProbeFailure) in
      let peer = try encrypt(TrustedAuthorities(""), .off)
      steps.report(
        ProbeFailure(ConnectionProblem.verificationOff, [.address: addresses.text]))
      detail = "\(peer.version), not verified"
      return .pinned(peer.fingerprint)
    }
  }

  /// `preferred` encrypts if the server offers it, and never verifies.
  private func prefer() -> MySQLEncryption? {
    steps.attempt(Self.step, blaming: .tls) { detail throws(ProbeFailure) in
      guard greeting.offersTLS else {
        steps.report(ProbeFailure(MySQLProblem.notEncrypted, [.address: addresses.text]))
        detail = "not offered"
        return .off
      }
      do throws(ProbeFailure) {
        let peer = try encrypt(TrustedAuthorities(authorities))
        peer.reportExpiry(addresses, steps)
        detail = "\(peer.version); the server does not verify the certificate"
        return .verified(SystemAuthorities.pem + "\n" + authorities)
      } catch  where error.isAboutCertificate {
        let reason = error.facts[.reply] ?? ""
        steps.report(
          ProbeFailure(
            MySQLProblem.certificateIgnored, [.address: addresses.text, .reply: reason]))
        return .pinned(try encryptAgain().fingerprint)
      }
    }
  }

  private func encrypt(
    _ trust: TrustedAuthorities, _ verification: Connection.Verification = .required
  ) throws(ProbeFailure) -> PeerCertificates {
    guard greeting.offersTLS else {
      throw ProbeFailure(
        ConnectionProblem.tlsNotOffered, [.address: addresses.text], blaming: .tls)
    }
    try connection.send(MySQLGreeting.encryptionRequest)
    let peer = try connection.startTLS(as: addresses.host, trust, verification)
    steps.present(peer.pem)
    return peer
  }

  /// A handshake on another connection, after one with a certificate that is not trusted.
  private func encryptAgain() throws(ProbeFailure) -> PeerCertificates {
    let connection = try Connection(to: addresses, steps.deadline)
    let greeting = try MySQLGreeting(from: connection)
    let second = MySQLTransport(addresses, connection, greeting, steps)
    return try second.encrypt(TrustedAuthorities(""), .off)
  }

  /// The failure of a login.
  ///
  /// A server refuses a user that has to encrypt like one with a wrong password. Whether that is the
  /// reason shows when the login succeeds over TLS, which reveals less than the one that was refused.
  func explain(
    _ error: MySQLError, as user: String, _ password: String, _ encryption: MySQLEncryption
  ) -> ProbeFailure {
    let failure = error.failure(addresses)
    guard encryption == .off, greeting.offersTLS, error.mayDemandEncryption,
      let peer = try? encryptAgain(),
      (try? MySQLSession(
        to: addresses, as: user, password, .pinned(peer.fingerprint), steps.deadline)) != nil
    else { return failure }
    return ProbeFailure(
      ConnectionProblem.tlsRequired, [.address: addresses.text, .reply: error.reply],
      blaming: .tls)
  }
}

extension ProbeFailure {
  /// Whether a handshake succeeded, but the certificate is not trusted.
  fileprivate var isAboutCertificate: Bool {
    let problems: [ConnectionProblem] = [
      .certificateExpired, .authorityExpired, .certificateNotYetValid, .certificateForAnotherName,
      .certificateNotTrusted,
    ]
    return problems.contains { $0.rawValue == problem }
  }
}
