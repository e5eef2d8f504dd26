import Diagnostics
import Documents
import Settings

/// The queue that a root module makes beside the bucket.
enum BucketQueue {
  case none
  case sqs(String)
  case pubsub(project: String, topic: String, subscription: String)
  case azure(String)

  /// The queue that `bucket.queue` names; nil, and reported, when it is another cloud's.
  static func find(_ question: CloudQuestion, _ bag: inout DiagnosticBag) -> BucketQueue? {
    let setting = question.resolved.configuration.queues.bucket
    guard let address = question.queue else { return BucketQueue.none }
    let account = question.bucket.account.writable
    switch (question.bucket.provider.literal ?? .s3, address) {
    case (_, .inServer): return BucketQueue.none
    case (.s3, .sqs(let name)): return .sqs(name)
    case (.gcs, .pubsub(let project, let topic, let subscription)):
      return .pubsub(project: project, topic: topic, subscription: subscription)
    case (.az, .azure(account, let queue)): return .azure(queue)
    case (let provider, _):
      bag.report(question.misfit(provider.queues, setting, "bucket.queue"))
      return nil
    }
  }
}

extension BucketProvider {
  /// What messages call the queues that a bucket's events go to.
  fileprivate var queues: String {
    switch self {
    case .s3, .cw: "a queue of SQS"
    case .gcs: "a subscription of Pub/Sub"
    case .az: "a queue in the storage account of the container"
    }
  }
}

extension BucketRoot {
  /// Variable `bucket_path`, where the server keeps to a part of the bucket.
  mutating func prefix(_ question: CloudQuestion) -> HCLDocument.Expression? {
    guard let prefix = question.bucket.prefix.writable else { return nil }
    let name: HCLDocument.Name = "bucket_path"
    guard !variables.contains(where: { $0.name == name }) else { return .variable(name) }
    return variable(name, prefix, "What the names of all objects begin with.")
  }

  /// The bucket as the server writes it, with the part that it keeps to.
  mutating func uri(
    _ bucket: HCLDocument.Expression, _ question: CloudQuestion
  ) -> HCLDocument.Expression {
    prefix(question).map { "\(bucket)/\($0)" } ?? bucket
  }
}
