package import CloudDocuments
package import Diagnostics
package import Settings

/// A queue is in a different account than the bucket.
package enum ResourceInAnotherAccount: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3238", "resource-in-another-account", .warning,
    evidence: .read(by: .aws, source: "IAM user guide, \"Cross-account resource access\""),
    Documentation(
      summary: "A policy names a different account than the configuration.",
      explanation: """
        The account is `aws.account` or, if that is not set, the account of the role in the \
        annotation `eks.amazonaws.com/role-arn`. A key may be in another account and is compared \
        with `kmsKey`; a queue and `aws:SourceAccount` must match the bucket's account.
        """,
      failing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue("arn:aws:sqs:us-east-1:210987654321:wandb")],
        with: ExamplePolicy.values() + ExamplePolicy.account),
      passing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue()], with: ExamplePolicy.values() + ExamplePolicy.account)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), let account = check.context.account,
      check.purpose == .identity || check.purpose == .queue
    else { return }
    for resource in check.resources
    where resource.service == "sqs" && AmazonResourceName.isAccount(resource.account)
      && resource.account != account.value
    {
      findings.add(
        .queue(resource.written, outside: account), at: resource.written.span,
        help: .nameOwnQueue, related: account.labels)
    }
    for condition in check.policy.statements.flatMap(\.conditions)
    where check.purpose == .queue && condition.isPositive
      && condition.key.value.lowercased() == "aws:sourceaccount"
    {
      for value in condition.values
      where AmazonResourceName.isAccount(value.value) && value.value != account.value {
        findings.add(
          .condition(condition, allows: value, insteadOf: account), at: value.span,
          help: .writeOwner, related: account.labels)
      }
    }
  }
}

extension Message {
  fileprivate static func queue(
    _ queue: Located, outside account: PolicyContext.Fact
  ) -> Message {
    "queue `\(value: queue.value.prefix(80))` is not in account `\(fact: account)`"
  }

  fileprivate static let nameOwnQueue: Message = "name a queue in the account that owns the bucket"

  fileprivate static func condition(
    _ condition: PolicyCondition, allows other: Located, insteadOf account: PolicyContext.Fact
  ) -> Message {
    """
    `\(condition.key.value)` must be account `\(fact: account)`, not `\(value: other.value)`
    """
  }

  fileprivate static let writeOwner: Message = "write the account that owns the bucket"
}
