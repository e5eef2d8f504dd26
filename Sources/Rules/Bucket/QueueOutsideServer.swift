package import Diagnostics
package import Settings

/// A queue is set for a store that sends no events.
package enum QueueOutsideServer: Rule {
  package static let id = DiagnosticID(
    "WB3012", "queue-outside-server", .error,
    evidence: .read(by: .server, source: "W&B documentation, \"Object storage\""),
    Documentation(
      summary: "An S3-compatible store is used with a queue outside the server.",
      explanation: """
        Third-party object stores don't send events to SQS or similar queues; `BUCKET_QUEUE` must \
        be `internal://`, so that the server tracks changes itself (W&B documentation, "Object \
        storage").
        """,
      failing: .env(
        """
        BUCKET=s3://key:secret@minio:9000/wandb?tls=true&region=us-east-1
        BUCKET_QUEUE=sqs://wandb

        """),
      passing: .env(
        """
        BUCKET=s3://key:secret@minio:9000/wandb?tls=true&region=us-east-1
        BUCKET_QUEUE=internal://

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let (_, bucket) = resolved.configuration.effectiveBucket
    let queue = resolved.configuration.queues.bucket
    guard let text = queue.literal, text != "internal://", bucket.isS3Compatible,
      !AmazonEndpoint.contains(bucket.endpoint.literal ?? ""),
      let origin = resolved.origin(of: queue)
    else { return }
    findings.add(
      .queueOutsideServer(origin.spelling), at: origin, setting: "bucket.queue",
      help: .writeInternal, related: resolved.label(.storeWithoutEvents, bucket.endpoint),
      fixes: [
        .write(
          "internal://", for: Located(text, origin.span), summary: .writeInternal)
      ])
  }
}

extension Message {
  fileprivate static func queueOutsideServer(_ spelling: String) -> Message {
    "`\(spelling)` must be `internal://` with an S3-compatible store"
  }

  fileprivate static let writeInternal: Message = "write internal://"

  fileprivate static let storeWithoutEvents: Message = "this store sends no events"
}
