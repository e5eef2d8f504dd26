package import CloudDocuments
package import Diagnostics
package import Settings

/// A queue accepts events from anyone.
package enum OpenQueue: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3245", "open-queue", .error,
    evidence: .read(
      by: .aws,
      source:
        "SQS developer guide, \"Amazon SQS Access Policy Language key concepts\": `*` is everyone"),
    Documentation(
      summary: "A queue accepts messages from anyone.",
      explanation: """
        Anyone may send to a queue whose policy has principal `*` and no condition on the \
        source, and W&B reads what they send. Restrict `aws:SourceArn` to the bucket.
        """,
      failing: ExamplePolicy.document(
        "sqs",
        [
          ExamplePolicy.queue(condition: nil).replacing(
            "{\"Service\": \"s3.amazonaws.com\"}", with: "\"*\"")
        ]
      ),
      passing: ExamplePolicy.document("sqs", [ExamplePolicy.queue()])))

  package static let otherIDs = [anyBucket]

  private static let anyBucket = DiagnosticID(
    "WB3288", "queue-open-to-any-bucket", .warning,
    evidence: .read(by: .aws, source: "SQS developer guide, \"Cross-service confused deputy\""),
    Documentation(
      summary: "A queue accepts events from any bucket of any account.",
      explanation: """
        Principal `s3.amazonaws.com` is S3 on behalf of every bucket, so someone else's bucket may \
        send events. Restrict `aws:SourceArn` to the bucket.
        """,
      failing: ExamplePolicy.document("sqs", [ExamplePolicy.queue(condition: nil)]),
      passing: ExamplePolicy.document("sqs", [ExamplePolicy.queue()])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .queue else { return }
    let help = Message.limit(to: check.context.bucket)
    for statement in check.allowing where !statement.saysWho {
      guard let principal = statement.principal else { continue }
      if let span = principal.everybody {
        findings.add(.openToAnyone, at: span, help: help)
      } else if let service = principal.services.first(where: { $0.value.hasPrefix("s3.") }),
        statement.covers("sqs:SendMessage")
      {
        findings.add(.openToAnyBucket, at: service.span, help: help, code: anyBucket)
      }
    }
  }
}

extension Message {
  fileprivate static let openToAnyone: Message =
    "anyone may access the queue, with or without an AWS account"

  fileprivate static let openToAnyBucket: Message =
    "any bucket in any account may send to the queue"

  fileprivate static func limit(to bucket: PolicyContext.Fact?) -> Message {
    let name: Message = bucket.map { "\(fact: $0)" } ?? "BUCKET"
    return """
      add a condition `ArnEquals` that compares `aws:SourceArn` with `arn:aws:s3:::\(name)`
      """
  }
}
