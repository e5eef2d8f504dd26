package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// A statement denies an action that W&B needs.
package enum DeniedPermission: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3248", "denied-permission", .error,
    evidence: .read(by: .aws, source: "IAM user guide, \"Policy evaluation logic\""),
    Documentation(
      summary: "A statement unconditionally denies an action that W&B needs.",
      explanation: """
        A denial overrides every permission, in this policy and in others (IAM user guide, \
        "Policy evaluation logic"). To deny unencrypted requests, compare \
        `aws:SecureTransport` with `false`; `true` denies all encrypted ones instead.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          #"{"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::wandb-files/*"}"#,
        ]),
      passing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          #"{"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::wandb-files"}"#,
        ])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose != .trust,
      check.policy.statements.contains(where: { $0.effect == .deny })
    else { return }
    let reach = PolicyReach(check)
    let allowed = Set(check.allowing.flatMap { $0.principal?.identities ?? [] }.map(\.value))
    let needed = needed(check, reach)
    for statement in check.policy.statements where statement.effect == .deny {
      let isInverted = invertedValue(statement) != nil
      guard isInverted || !statement.has("Condition") else { continue }
      let denied = needed.filter { action in
        isForWandB(statement, action, check, allowed) && statement.covers(action.name)
          && reach.targets(of: action.name).contains(where: statement.reaches)
      }
      guard !denied.isEmpty else { continue }
      if let value = invertedValue(statement) {
        findings.add(
          .deniesTLS, at: value.span, help: .denyWithoutTLS,
          fixes: document.layout.fixes(quoting: "false", at: value.span, .write("false")))
      } else {
        findings.add(.denies(denied), at: statement.start, help: .limitDenial)
      }
    }
  }

  /// The needed actions that a role's policy allows, or those that W&B and S3 need on the resource
  /// that the policy is attached to.
  private static func needed(_ check: PolicyCheck, _ reach: PolicyReach) -> [PolicyAction] {
    switch check.purpose {
    case .trust: []
    case .bucket: AmazonService.s3.attachedNeeds
    case .key: AmazonService.kms.attachedNeeds
    case .queue: AmazonService.sqs.attachedNeeds + sending
    case .identity:
      AmazonService.all.flatMap(\.needs).filter { action in
        let targets = reach.targets(of: action.name)
        return check.allowing.contains {
          $0.covers(action.name) && targets.contains(where: $0.reaches)
        }
      }
    }
  }

  /// What S3 itself needs on a queue.
  private static var sending: [PolicyAction] {
    AmazonService.sqs.uses.filter { $0.user == .storage }
  }

  /// Whether the statement denies the action to whoever performs it for W&B.
  private static func isForWandB(
    _ statement: PolicyStatement, _ action: PolicyAction, _ check: PolicyCheck,
    _ allowed: Set<String>
  ) -> Bool {
    guard check.purpose != .identity else { return true }
    if action.user == .storage,
      statement.principal?.sense == .named,
      statement.principal?.services.contains(where: { $0.value.hasPrefix("s3.") }) == true
    {
      return true
    }
    return statement.denies(check.context.principal?.value, or: allowed)
  }

  /// The `true` that makes the statement deny requests over TLS, if that is its only condition.
  private static func invertedValue(_ statement: PolicyStatement) -> Located? {
    guard let only = statement.conditions.first, statement.conditions.count == 1,
      only.key.value.lowercased() == "aws:securetransport",
      only.comparison.value.lowercased().hasPrefix("bool"),
      only.values.allSatisfy({ $0.value.lowercased() == "true" })
    else { return nil }
    return only.values.first
  }
}

extension Message {
  fileprivate static func denies(_ actions: [PolicyAction]) -> Message {
    "the statement denies W&B \(actions.enumeration)"
  }

  fileprivate static let limitDenial: Message =
    "remove the actions that W&B needs, or add a `Condition` that limits the denial"

  fileprivate static let deniesTLS: Message = "the statement denies every request over TLS"

  fileprivate static let denyWithoutTLS: Message = "compare `aws:SecureTransport` with `false`"
}
