package import CloudDocuments
package import Diagnostics
package import Settings

/// S3 rejects a notification configuration.
package enum MalformedNotification: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3275", "malformed-notification", .error,
    evidence: .read(by: .aws, source: "S3 API reference, \"PutBucketNotificationConfiguration\""),
    Documentation(
      summary: "A notification configuration does not have the shape that S3 accepts.",
      explanation: """
        `QueueConfigurations` is a list; each queue has the ARN of an SQS queue and a list of \
        events, such as `s3:ObjectCreated:*` (S3 API reference, \
        "PutBucketNotificationConfiguration").
        """,
      failing: ExampleNotification.document(events: "s3:ObjectCreated"),
      passing: ExampleNotification.document(events: "s3:ObjectCreated:*")))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    for fault in document.notification?.faults ?? [] { findings.add(fault, document.layout) }
  }
}
