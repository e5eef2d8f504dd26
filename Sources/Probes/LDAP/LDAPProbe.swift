import CLDAP
import Probing

/// Probes an LDAP server: connects, binds, then looks up what the server will look up.
enum LDAPProbe {
  static func run(_ steps: Steps) {
    let request = steps.request
    let isEncrypted = ["true", "ldaps"].contains(request[.tls])
    let later = (isEncrypted ? ["encrypts"] : []) + ["binds"] + LDAPDirectory.steps(of: request)
    guard let addresses = steps.resolve(request[.tls] == "ldaps" ? 636 : 389) else {
      return steps.skip(["connects"] + later, blaming: .host, because: "no address")
    }
    let opened = steps.attempt("connects", blaming: .port) { _ throws(ProbeFailure) in
      try LDAPSession(try Connection(to: addresses, steps.deadline))
    }
    guard let session = opened else {
      return steps.skip(later, blaming: .host, because: "no connection")
    }
    guard steps.has(.tls, for: "encrypts") else {
      return steps.skip(
        Array(later.drop { $0 == "encrypts" }), blaming: .tls,
        because: "whether to use TLS is not known")
    }
    guard encrypt(session, steps) else {
      return steps.skip(Array(later.dropFirst()), blaming: .tls, because: "not encrypted")
    }
    guard bind(session, steps) else {
      return steps.skip(LDAPDirectory.steps(of: request), blaming: .bindDN, because: "not bound")
    }
    LDAPDirectory(session, steps).check()
  }

  /// Encrypts from the start or after StartTLS, if the configuration asks for it.
  private static func encrypt(_ session: LDAPSession, _ steps: Steps) -> Bool {
    let word = steps.request[.tls]
    guard word == "true" || word == "ldaps" else { return true }
    return steps.attempt("encrypts", blaming: .tls) { detail throws(ProbeFailure) -> Void in
      if word == "true" {
        let result = try ask(session, steps) { () throws(ProbeFailure) in
          try session.requestTLS()
        }
        guard result.isSuccess else { throw refusal(ofTLS: result, session) }
      }
      let (connection, request) = (session.connection, steps.request)
      let trust = TrustedAuthorities(request.authorities + (request[.authority] ?? ""))
      let peer = try connection.startTLS(as: connection.addresses.host, trust)
      steps.present(peer.pem)
      peer.reportExpiry(connection.addresses, steps)
      detail = word == "true" ? "StartTLS, \(peer.version)" : peer.version
    } != nil
  }

  private static func refusal(ofTLS result: LDAPResult, _ session: LDAPSession) -> ProbeFailure {
    let isUnknown = [LDAP_PROTOCOL_ERROR, LDAP_UNWILLING_TO_PERFORM].contains(result.code)
    return ProbeFailure(
      isUnknown ? ConnectionProblem.tlsNotOffered : .tlsFailed,
      [.address: session.connection.addresses.text, .reply: result.text], blaming: .tls)
  }

  private static func bind(_ session: LDAPSession, _ steps: Steps) -> Bool {
    guard steps.has(.bindDN, for: "binds"), steps.has(.bindPassword, for: "binds") else {
      return false
    }
    let name = steps.request[.bindDN] ?? ""
    let password = steps.request[.bindPassword] ?? ""
    // A name without a password is an anonymous bind, too.
    let isAnonymous = name.isEmpty || password.isEmpty
    return steps.attempt("binds", blaming: isAnonymous ? .host : .bindPassword) {
      detail throws(ProbeFailure) -> Void in
      detail = isAnonymous ? "anonymously" : "with the bind DN"
      let isInClear = !isAnonymous && !["true", "ldaps"].contains(steps.request[.tls])
      // A server that expects TLS, or is none, does not get a password in clear.
      let offersTLS = isInClear ? try offersTLS(session, steps) : false
      let result = try ask(session, steps) { () throws(ProbeFailure) in
        try session.bind(isAnonymous ? "" : name, isAnonymous ? "" : password)
      }
      let failure = result.isSuccess ? nil : refusal(of: result, session, steps)
      if isInClear, failure?.problem != ConnectionProblem.tlsRequired.rawValue {
        steps.report(
          ProbeFailure(
            LDAPProblem.passwordInClear,
            [
              .address: session.connection.addresses.text,
              .found: offersTLS ? "StartTLS" : "",
            ], blaming: .host))
      }
      if let failure { throw failure }
    } != nil
  }

  /// Whether the server says that it knows StartTLS; a refused question is an answer, too.
  private static func offersTLS(
    _ session: LDAPSession, _ steps: Steps
  ) throws(ProbeFailure) -> Bool {
    let query = LDAPQuery(base: "", scope: .base, attributes: ["supportedExtension"])
    let answer = try ask(session, steps) { () throws(ProbeFailure) in try session.search(query) }
    return answer.entries.contains { $0["supportedExtension"].contains(LDAP_EXOP_START_TLS) }
  }

  private static func refusal(
    of result: LDAPResult, _ session: LDAPSession, _ steps: Steps
  ) -> ProbeFailure {
    let facts: [Fact: String] = [
      .address: session.connection.addresses.text, .reply: result.text,
    ]
    return switch result.code {
    case LDAP_CONFIDENTIALITY_REQUIRED,
      LDAP_STRONG_AUTH_REQUIRED
    where steps.request[.tls] == nil || steps.request[.tls] == "false":
      ProbeFailure(ConnectionProblem.tlsRequired, facts, blaming: .tls)
    case LDAP_BUSY, LDAP_UNAVAILABLE: ProbeFailure(LDAPProblem.requestFailed, facts)
    case _ where session.isAnonymous: ProbeFailure(LDAPProblem.anonymousRefused, facts)
    case LDAP_INVALID_DN_SYNTAX: ProbeFailure(LDAPProblem.invalidName, facts, blaming: .bindDN)
    case LDAP_NO_SUCH_OBJECT: ProbeFailure(LDAPProblem.bindRefused, facts, blaming: .bindDN)
    default: ProbeFailure(LDAPProblem.bindRefused, facts)
    }
  }

  /// Sends the first request of a connection.
  ///
  /// A server that closes the connection, or answers something else, may expect TLS.
  private static func ask<Answer>(
    _ session: LDAPSession, _ steps: Steps, _ body: () throws(ProbeFailure) -> Answer
  ) throws(ProbeFailure) -> Answer {
    do {
      return try body()
    } catch {
      let addresses = session.connection.addresses
      guard steps.request[.tls] != "ldaps", error.problem != ConnectionProblem.noAnswer.rawValue,
        Connection.speaksTLS(addresses, steps.deadline.half)
      else { throw error }
      throw ProbeFailure(
        ConnectionProblem.tlsRequired, [.address: addresses.text], blaming: .host)
    }
  }
}
