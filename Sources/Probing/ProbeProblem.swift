/// What can be wrong with a service; the raw value is the name of the finding's code.
///
/// Each family has a file of its own here, and one in `Preflight` with codes, messages and help.
package protocol ProbeProblem: RawRepresentable<String>, CaseIterable, Sendable {}

/// A detail of a problem that the probe found out.
package enum Fact: String, Sendable, CaseIterable {
  /// What the service answered, with secrets removed.
  case reply
  /// What was expected, and what was found instead.
  case expected, found
  /// A name of an object, an attribute, a parameter or a right.
  case name
  /// A host with its port, or a URL.
  case address
  /// A number with its unit, or a date.
  case amount
}

/// A step that failed, and why.
package struct ProbeFailure: Error, Sendable {
  /// The raw value of a `ProbeProblem`.
  package let problem: String
  /// The role of the value to blame; nil for the one that the step declares.
  package let role: Role?
  package let facts: [Fact: String]

  package init(
    _ problem: some ProbeProblem, _ facts: [Fact: String] = [:], blaming role: Role? = nil
  ) {
    (self.problem, self.role, self.facts) = (problem.rawValue, role, facts)
  }

  init(problem: String, role: Role?, facts: [Fact: String]) {
    (self.problem, self.role, self.facts) = (problem, role, facts)
  }
}

/// What can be wrong between this machine and any service.
package enum ConnectionProblem: String, ProbeProblem {
  case hostNotFound = "host-not-found"
  case connectionRefused = "connection-refused"
  case notReachable = "host-not-reachable"
  case noAnswer = "no-answer"
  case unexpectedAnswer = "unexpected-answer"
  case connectionLost = "connection-lost"
  case certificateExpired = "server-certificate-expired"
  case authorityExpired = "authority-of-a-server-expired"
  case certificateNotYetValid = "server-certificate-not-yet-valid"
  case certificateForAnotherName = "certificate-for-another-name"
  case certificateNotTrusted = "certificate-not-trusted"
  case certificateExpiresSoon = "server-certificate-expires-soon"
  case tlsNotOffered = "tls-not-offered"
  case tlsRequired = "tls-required"
  case tlsFailed = "tls-handshake-failed"
  case verificationOff = "tls-verification-off"
  case clockSkew = "clock-skew"
  case leftBehind = "test-object-left-behind"
  case probeEnded = "probe-ended-unexpectedly"
  case stepSkipped = "value-not-available"
}

extension ProbeFailure {
  /// The same failure with changed answers of the service; other facts come from the configuration.
  package func mapReplies(_ change: (String) -> String) -> ProbeFailure {
    var facts = facts
    for fact in [Fact.reply, .found] { facts[fact] = facts[fact].map(change) }
    return ProbeFailure(problem: problem, role: role, facts: facts)
  }
}
