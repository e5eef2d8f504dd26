package import CloudDocuments
package import Diagnostics
package import Settings

/// S3 is not allowed to send to a queue.
package enum QueueWithoutSender: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3247", "queue-without-sender", .error,
    evidence: .read(
      by: .aws,
      source: """
        S3 user guide, "Amazon S3 event notifications": "Unable to validate the following \
        destination configurations"
        """),
    Documentation(
      summary: "No statement lets S3 send events to the queue.",
      explanation: """
        S3 rejects a notification configuration for a queue that it is not allowed to send to. \
        Allow `sqs:SendMessage` to `s3.amazonaws.com`, or to `*`, if `aws:SourceArn` is the \
        bucket's ARN.
        """,
      failing: ExamplePolicy.document("sqs", [ExamplePolicy.queue(action: "sqs:GetQueueUrl")]),
      passing: ExamplePolicy.document("sqs", [ExamplePolicy.queue()])))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let check = PolicyCheck(document, resolved), check.purpose == .queue, check.policy.isWhole
    else { return }
    let hasSender = check.allowing.contains { statement in
      guard let principal = statement.principal, statement.covers("sqs:SendMessage") else {
        return false
      }
      return principal.everybody != nil || principal.services.contains { isS3($0.value) }
    }
    guard !hasSender else { return }
    findings.add(.noSender, at: check.policy.headSpan, help: .allowS3)
  }

  private static func isS3(_ service: String) -> Bool {
    service.hasPrefix("s3.") || PolicyResource.isOpen(service)
  }
}

extension Message {
  fileprivate static let noSender: Message = "S3 is not allowed to send to the queue"

  fileprivate static let allowS3: Message =
    "allow `sqs:SendMessage` to `s3.amazonaws.com` if `aws:SourceArn` is the bucket's ARN"
}
