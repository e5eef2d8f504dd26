package import CloudDocuments
package import Diagnostics
package import Settings

/// A bucket's events are sent to a FIFO queue.
package enum FIFOQueue: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3246", "fifo-queue", .error,
    evidence: .read(by: .aws, source: "S3 user guide, \"Amazon S3 event notifications\""),
    Documentation(
      summary: "The queue is a FIFO queue, and S3 does not send events to those.",
      explanation: """
        S3 sends events only to standard queues (S3 user guide, "Amazon S3 event \
        notifications"). The name of a FIFO queue ends with `.fifo`.
        """,
      failing: ExamplePolicy.document(
        "sqs", [ExamplePolicy.queue("arn:aws:sqs:us-east-1:123456789012:wandb.fifo")]),
      passing: ExamplePolicy.document("sqs", [ExamplePolicy.queue()])))

  package static let otherIDs = [other]

  private static let other = DiagnosticID(
    "WB3290", "role-for-fifo-queue", .warning,
    evidence: .read(by: .aws, source: "S3 user guide, \"Amazon S3 event notifications\""),
    Documentation(
      summary: "A role may read a FIFO queue, to which S3 does not send events.",
      explanation: """
        Without a configuration it is not known which queue W&B reads. If it is this one, no event \
        of the bucket arrives.
        """,
      failing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          readingQueue("arn:aws:sqs:us-east-1:123456789012:wandb.fifo"),
        ]),
      passing: ExamplePolicy.document(
        "iam",
        [
          ExamplePolicy.onBucket, ExamplePolicy.onObjects,
          readingQueue("arn:aws:sqs:us-east-1:123456789012:wandb"),
        ])))

  private static func readingQueue(_ name: String) -> String {
    """
    {
      "Sid": "Queue",
      "Effect": "Allow",
      "Action": [
        "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"
      ],
      "Resource": "\(name)"
    }
    """
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    for queue in document.notification?.queues.compactMap(\.arn) ?? []
    where queue.value.hasSuffix(".fifo") {
      findings.add(.fifoQueue(queue), at: queue.span, help: .createStandardQueue)
    }
    guard let check = PolicyCheck(document, resolved) else { return }
    let own = check.context.queue?.value
    for resource in check.resources
    where resource.service == "sqs" && resource.resource.hasSuffix(".fifo") {
      let isOwn = check.purpose == .queue || own == resource.resource
      // A role may read other queues besides the configuration's.
      guard isOwn || own == nil else { continue }
      findings.add(
        .fifoQueue(resource.written), at: resource.written.span, help: .createStandardQueue,
        code: isOwn ? nil : other)
    }
  }
}

extension Message {
  fileprivate static func fifoQueue(_ queue: Located) -> Message {
    "`\(value: queue.value.prefix(80))` is a FIFO queue, which S3 can't send events to"
  }

  fileprivate static let createStandardQueue: Message = "create a standard queue"
}
