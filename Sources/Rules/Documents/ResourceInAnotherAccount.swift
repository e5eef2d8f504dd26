package import CloudDocuments
package import Diagnostics
package import Settings

/// A queue is in another account than the bucket.
package enum ResourceInAnotherAccount: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3238", "resource-in-another-account", .warning,
    Documentation(
      summary: "A policy names another account than the configuration.",
      explanation: """
        The account is `aws.account`, else that of the role in the annotation \
        `eks.amazonaws.com/role-arn`. Keys may be another account's, and are compared with \
        `kmsKey`; a queue belongs to the bucket's account, and so does `aws:SourceAccount`.
        """,
      failing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue("arn:aws:sqs:us-east-1:210987654321:wandb")],
        beside: ExamplePolicy.values() + ExamplePolicy.account),
      passing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue()], beside: ExamplePolicy.values() + ExamplePolicy.account)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), let account = check.situation.account,
      check.purpose == .identity || check.purpose == .queue
    else { return }
    for resource in check.resources
    where resource.service == "sqs" && AmazonResourceName.isAccount(resource.account)
      && resource.account != account.value
    {
      report.report(
        "`\(resource.written.value.prefix(80))` is a queue of another account than `\(account.value)`",
        at: resource.written.span, help: "name a queue of the account that owns the bucket",
        related: account.labels)
    }
    for condition in check.policy.statements.flatMap(\.conditions)
    where check.purpose == .queue && condition.isPositive
      && condition.key.value.lowercased() == "aws:sourceaccount"
    {
      for value in condition.values
      where AmazonResourceName.isAccount(value.value) && value.value != account.value {
        report.report(
          "`\(condition.key.value)` is another account than `\(account.value)`", at: value.span,
          help: "write the account that owns the bucket", related: account.labels)
      }
    }
  }
}
