package import Diagnostics
package import Probing

/// A problem that has a code, a message and advice.
package protocol ReportedProblem: ProbeProblem {
  /// The code; its name is the raw value.
  var id: DiagnosticID { get }
  func message(_ context: ProblemContext) -> Message
  func help(_ context: ProblemContext) -> Message?
}

/// What a message about a problem may say.
package struct ProblemContext: Sendable {
  /// The name of the service in sentences.
  package let service: Service
  /// The step that found the problem.
  package let step: String
  package let plan: ProbePlan
  private let facts: [Fact: String]

  package init(_ plan: ProbePlan, _ step: String, _ facts: [Fact: String]) {
    (service, self.plan, self.step, self.facts) = (plan.service, plan, step, facts)
  }

  /// A detail that the probe found out; empty if it found none.
  package subscript(fact: Fact) -> String { facts[fact] ?? "" }

  /// The address that was tried.
  package var address: String { facts[.address] ?? plan.target }

  /// What the service answered, as the end of a clause; empty if it answered nothing.
  package var reply: Message { self[.reply].isEmpty ? "" : ": \(self[.reply])" }

  /// A value of the configuration, which is hidden if it is secret.
  package func value(_ role: Role) -> Message {
    guard let text = plan.request[role] else { return "" }
    return "\(value: text, at: plan.anchors[role]?.span)"
  }

  /// The setting to which a missing authority is added: that of the service, if it has one.
  var authoritySetting: String {
    let own = plan.anchors[.authority]?.setting ?? ""
    return own.hasSuffix("caCert") ? own : "global.customCACerts"
  }

  /// The canonical name of the setting behind a value, for advice; `fallback` if it is not set.
  package func setting(_ role: Role, or fallback: String) -> String {
    plan.anchors[role]?.setting ?? fallback
  }
}

/// The families of problems.
package enum PreflightProblem {
  private static let families: [any ReportedProblem.Type] = [
    ConnectionProblem.self, HostProblem.self, AuthorityProblem.self, MySQLProblem.self,
    RedisProblem.self, LDAPProblem.self, OIDCProblem.self, SMTPProblem.self, BucketProblem.self,
    GoogleStorageProblem.self, AzureStorageProblem.self, QueueProblem.self, VersionProblem.self,
  ]

  /// Every code, for the reference.
  package static var all: [DiagnosticID] { families.flatMap { ids($0) } + PlannedChange.all }

  private static func ids<Family: ReportedProblem>(_ family: Family.Type) -> [DiagnosticID] {
    family.allCases.map(\.id)
  }

  /// The problem with a name.
  package static func find(_ name: String) -> (any ReportedProblem)? {
    for family in families {
      if let problem = family.init(rawValue: name) { return problem }
    }
    return nil
  }
}
