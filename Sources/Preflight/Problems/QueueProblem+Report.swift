package import Diagnostics
package import Probing

extension QueueProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .notFound: Codes.notFound
    case .accessDenied: Codes.accessDenied
    case .senderMissing: Codes.senderMissing
    case .shortPolling: Codes.shortPolling
    case .eventsNotSent: Codes.eventsNotSent
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let queue = context.value(.queue)
    return switch self {
    case .notFound: "queue `\(queue)` does not exist\(context.reply)"
    case .accessDenied: "the keys lack `\(context[.name])` on queue `\(queue)`\(context.reply)"
    case .senderMissing:
      """
      the policy of queue `\(queue)` does not let `\(context[.name])` send events: \
      \(context[.found])
      """
    case .shortPolling: "queue `\(queue)` has a receive wait time of 0 seconds"
    case .eventsNotSent:
      "the bucket sends its events to \(context[.found]), not to queue `\(queue)`"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .notFound: "create the queue in the bucket's region and account, or correct its name"
    case .accessDenied: "attach the policy that `wandb-cfg render --target iam` writes"
    case .senderMissing: "apply the policy that `wandb-cfg render --target sqs` writes"
    case .shortPolling: "set `ReceiveMessageWaitTimeSeconds` to 10"
    case .eventsNotSent:
      "apply the configuration that `wandb-cfg render --target s3-notification` writes"
    }
  }
}

private enum Codes {
  private static let values = """
    HOST=https://wandb.example.com
    BUCKET=s3:///wandb-files?region=eu-west-1
    BUCKET_QUEUE=sqs://wandb-events

    """

  private static let id = ProbeCodes<QueueProblem>(.queue, .env(values))

  private static let source = "arn:aws:s3:::wandb-files"

  static let notFound = id(
    "WB5250", .notFound, .error, source: "SQS, error QueueDoesNotExist",
    "The queue of the bucket's events does not exist.",
    "SQS looks for the name in the account of the keys and in the region of the configuration.",
    ["reply": "AWS.SimpleQueueService.NonExistentQueue"])
  static let accessDenied = id(
    "WB5251", .accessDenied, .error, source: "SQS, error AccessDenied",
    "The keys lack a right on the queue that the server needs.",
    "W&B looks the queue up, receives events from it and deletes them.",
    ["name": "sqs:GetQueueUrl", "reply": "AccessDenied"])
  static let senderMissing = id(
    "WB5252", .senderMissing, .error, source: "SQS, attribute Policy",
    "The policy of the queue does not let the bucket send events.",
    """
    S3 is another party for SQS, even in one account: without a statement for it in the queue's own \
    policy, events are lost.
    """, ["name": source, "found": "the queue has no policy"])
  static let shortPolling = id(
    "WB5253", .shortPolling, .note, source: "W&B documentation, \"Object storage\"",
    "The queue answers at once when it is empty.",
    "W&B suggests a receive wait time of 10 seconds: fewer requests, at the same speed.")
  static let eventsNotSent = id(
    "WB5254", .eventsNotSent, .error, source: "S3 API, GetBucketNotificationConfiguration",
    "The bucket does not send its events to the configured queue.",
    "The server waits for events in the queue to learn of new files, so uploads never end.",
    ["found": "no queue"])
}
