import Documents

extension AWSBucketModule {
  private static let queue = HCLDocument.Expression.reference("aws_sqs_queue", "wandb")

  /// Adds the queue for the bucket's events and returns its ARN.
  mutating func addQueue(
    _ name: String, for user: HCLDocument.Expression
  ) -> HCLDocument.Expression {
    let arn = Self.queue.attribute("arn")
    let names = QueueNames(
      queue: arn, bucket: Self.bucket.attribute("arn"), account: Self.account,
      receivers: situation.isShared ? [user] : [])
    let queueName = root.variable("queue_name", name, "Name of the queue for the bucket's events.")
    root.add(
      .resource(
        "aws_sqs_queue",
        [
          .attribute("name", queueName),
          // As in terraform-aws-wandb, module file_storage.
          .attribute("receive_wait_time_seconds", 10),
        ]),
      AccessPolicies.queue(names).document("queue"),
      .resource(
        "aws_sqs_queue_policy",
        [
          .attribute("queue_url", Self.queue.attribute("id")),
          .attribute("policy", AccessPolicy<HCLDocument.Expression>.json("queue")),
        ]),
      .resource("aws_s3_bucket_notification", notification(arn)))
    root.output(
      "queue_uri", "sqs://\(Self.queue.attribute("name"))",
      "The queue's URI, for variable BUCKET_QUEUE.")
    return arn
  }

  private mutating func notification(_ queue: HCLDocument.Expression) -> HCLDocument.Body {
    var events: HCLDocument.Body = [
      .attribute("id", "WandBObjectCreated"), .attribute("queue_arn", queue),
      .attribute("events", ["s3:ObjectCreated:*"]),
    ]
    if let prefix = root.prefix(situation.question) {
      events.append(.attribute("filter_prefix", "\(prefix)/"))
    }
    return [
      .attribute("bucket", Self.bucket.attribute("id")), .block("queue", body: events),
      // S3 sends a test event, and rejects a queue that does not accept it.
      .attribute("depends_on", [.reference("aws_sqs_queue_policy", "wandb")]),
    ]
  }
}
