import Diagnostics
import Documents
import Settings

/// The queue that a root module creates along with the bucket.
enum BucketQueue {
  case none
  case sqs(String)
  case pubsub(project: String, topic: String, subscription: String)
  case azure(String)

  /// The queue in `bucket.queue`; nil, and reported, when it belongs to another cloud.
  static func find(_ context: CloudContext, _ bag: inout DiagnosticBag) -> BucketQueue? {
    let setting = context.configuration.queues.bucket
    guard let address = context.queue else { return BucketQueue.none }
    let account = context.bucket.account.writable
    switch (context.bucket.provider.literal ?? .s3, address) {
    case (_, .inServer): return BucketQueue.none
    case (.s3, .sqs(let name)): return .sqs(name)
    case (.gcs, .pubsub(let project, let topic, let subscription)):
      return .pubsub(project: project, topic: topic, subscription: subscription)
    case (.az, .azure(account, let queue)): return .azure(queue)
    case (let provider, _):
      bag.report(context.misfit(provider.queues, setting, "bucket.queue"))
      return nil
    }
  }
}

extension BucketProvider {
  /// The name in messages of the queues that can receive a bucket's events.
  fileprivate var queues: Message {
    switch self {
    case .s3, .cw: "SQS queues"
    case .gcs: "Pub/Sub subscriptions"
    case .az: "queues in the container's storage account"
    }
  }
}

extension BucketModule {
  /// Variable `bucket_path`, if the server uses only part of the bucket.
  mutating func prefix(_ context: CloudContext) -> HCLDocument.Expression? {
    guard let prefix = context.bucket.prefix.writable else { return nil }
    let name: HCLDocument.Name = "bucket_path"
    guard !variables.contains(where: { $0.name == name }) else { return .variable(name) }
    return variable(name, prefix, "Prefix of all object names.")
  }

  /// The bucket as the server writes it, including its prefix.
  mutating func uri(
    _ bucket: HCLDocument.Expression, _ context: CloudContext
  ) -> HCLDocument.Expression {
    prefix(context).map { "\(bucket)/\($0)" } ?? bucket
  }
}
