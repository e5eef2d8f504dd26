package import Diagnostics
package import Settings

/// The queue for a bucket's events is in another cloud.
package enum QueueOfAnotherCloud: Rule {
  package static let id = DiagnosticID(
    "WB3073", "queue-of-another-cloud", .error,
    evidence: .read(
      by: .clouds,
      source: """
        S3, Cloud Storage and Event Grid documentation of event notifications; W&B \
        documentation, "Object storage"
        """),
    Documentation(
      summary: "The bucket can't send its events to a queue in another cloud.",
      explanation: """
        S3 sends events to SQS, Google Cloud Storage to Pub/Sub, and Azure to its own queues (W&B \
        documentation, "Object storage"). With `internal://` the server tracks changes itself, \
        wherever the bucket is.
        """,
      failing: .env("BUCKET=gs://wandb-files\nBUCKET_QUEUE=sqs://wandb\n"),
      passing: .env(
        "BUCKET=gs://wandb-files\nBUCKET_QUEUE=pubsub:/acme-files/wandb/wandb-server\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let bucket = resolved.configuration.effectiveBucket.bucket
    let queue = resolved.configuration.queues.bucket
    // Stores outside the clouds send no events at all; `QueueOutsideServer` reports those.
    guard let text = queue.literal, let provider = bucket.provider.literal,
      !bucket.isS3Compatible || AmazonEndpoint.contains(bucket.endpoint.literal ?? ""),
      let owner = owner(of: QueueAddress(text)), owner.provider != provider,
      let origin = resolved.origin(of: queue)
    else { return }
    findings.add(
      .queueInAnotherCloud(origin.spelling, owner.name), at: origin, setting: "bucket.queue",
      help: .writeQueue(for: provider), related: resolved.label(.bucket, bucket.name))
  }

  private static func owner(of queue: QueueAddress) -> (provider: BucketProvider, name: String)? {
    switch queue {
    case .sqs: (.s3, "AWS")
    case .pubsub: (.gcs, "Google Cloud")
    case .azure: (.az, "Azure")
    case .inServer, .other: nil
    }
  }
}

extension Message {
  fileprivate static func queueInAnotherCloud(_ spelling: String, _ cloud: String) -> Message {
    "this bucket can't send events to `\(spelling)`, a queue in \(cloud)"
  }

  fileprivate static func writeQueue(for provider: BucketProvider) -> Message {
    switch provider {
    case .s3: "write sqs://NAME or internal://"
    case .gcs: "write pubsub:/PROJECT/TOPIC/SUBSCRIPTION or internal://"
    case .az: "write az://ACCOUNT/QUEUE or internal://"
    case .cw: "write internal://"
    }
  }

  fileprivate static let bucket: Message = "the bucket"
}
