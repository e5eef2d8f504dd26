package import CloudDocuments
package import Diagnostics
package import Settings

/// A queue takes events from everywhere.
package enum OpenQueue: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3245", "open-queue", .error,
    Documentation(
      summary: "A queue lets everybody in, or S3 for the bucket of anybody.",
      explanation: """
        Everybody may send to a queue whose policy has principal `*` and no condition on the \
        source, and W&B reads what they send. `aws:SourceArn` names the one bucket. With \
        principal `s3.amazonaws.com` it is a warning: somebody else's bucket may send events \
        (SQS developer guide, "Cross-service confused deputy").
        """,
      failing: ExamplePolicy.document("sqs", [ExamplePolicy.queue(condition: nil)]),
      passing: ExamplePolicy.document("sqs", [ExamplePolicy.queue()])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .queue else { return }
    let bucket = check.situation.bucket?.value ?? "BUCKET"
    let help = "add the condition `ArnEquals` of `aws:SourceArn` with `arn:aws:s3:::\(bucket)`"
    for statement in check.allowing where !statement.saysWho {
      guard let principal = statement.principal else { continue }
      if let span = principal.everybody {
        report.report(
          "the queue is open to everybody, with or without an account", at: span, help: help)
      } else if let service = principal.services.first(where: { $0.value.hasPrefix("s3.") }),
        statement.covers("sqs:SendMessage")
      {
        report.report(
          "every bucket of any account may send to the queue", at: service.span, help: help,
          severity: .warning)
      }
    }
  }
}
