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
      summary: "A statement denies an action that W&B needs, whatever the request.",
      explanation: """
        A denial overrides every permission, in this policy and in others (IAM user guide, \
        "Policy evaluation logic"). To deny unencrypted requests, compare \
        `aws:SecureTransport` with `false`; `true` denies all encrypted ones instead. A condition \
        that every request meets, such as `Null` on a key that is always present, limits nothing.
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
    let needs = DeniedNeeds(check)
    for statement in check.policy.statements where statement.effect == .deny {
      let inverted = invertedValue(statement)
      let isCertain = check.policy.isWhole && statement.holdsAlways
      guard inverted != nil || isCertain || !statement.has("Condition") else { continue }
      let denied = needs.actions(deniedBy: statement)
      guard !denied.isEmpty else { continue }
      if let value = inverted {
        findings.add(
          .deniesTLS, at: value.span, help: .denyWithoutTLS,
          fixes: document.layout.fixes(quoting: "false", at: value.span, .write("false")))
      } else if let condition = statement.conditions.first {
        findings.add(
          .denies(denied, always: condition), at: condition.key.span, help: .limitDenial)
      } else {
        findings.add(.denies(denied), at: statement.start, help: .limitDenial)
      }
    }
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

  fileprivate static func denies(
    _ actions: [PolicyAction], always condition: PolicyCondition
  ) -> Message {
    """
    every request meets the condition on `\(condition.key.value.prefix(60))`, so the statement denies W&B \
    \(actions.enumeration)
    """
  }

  fileprivate static let limitDenial: Message =
    "remove the actions that W&B needs, or add a `Condition` that limits the denial"

  fileprivate static let deniesTLS: Message = "the statement denies every request over TLS"

  fileprivate static let denyWithoutTLS: Message = "compare `aws:SecureTransport` with `false`"
}
