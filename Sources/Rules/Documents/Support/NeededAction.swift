import Diagnostics

/// An action that W&B needs, and the reason.
///
/// Source: W&B documentation, "Bring your own bucket" and "AWS"; wandb/terraform-aws-wandb, modules
/// secure_storage_connector and app_eks.
struct NeededAction: Sendable {
  let name: String
  let reason: String

  static let files = [
    NeededAction(name: "s3:GetObject", reason: "read files"),
    NeededAction(name: "s3:PutObject", reason: "write files"),
    NeededAction(name: "s3:DeleteObject", reason: "delete files"),
    NeededAction(name: "s3:AbortMultipartUpload", reason: "abort interrupted uploads"),
    NeededAction(name: "s3:ListBucket", reason: "list files"),
    NeededAction(name: "s3:GetBucketLocation", reason: "find the bucket's region"),
  ]

  static let key = [
    NeededAction(name: "kms:Encrypt", reason: "encrypt files"),
    NeededAction(name: "kms:Decrypt", reason: "decrypt files"),
    NeededAction(name: "kms:GenerateDataKey", reason: "write encrypted files"),
  ]

  /// The actions that a key policy allows: those of `key`, and three more.
  static let keyPolicy =
    key + [
      NeededAction(name: "kms:ReEncryptFrom", reason: "copy encrypted files"),
      NeededAction(name: "kms:ReEncryptTo", reason: "copy encrypted files"),
      NeededAction(name: "kms:DescribeKey", reason: "get information about the key"),
    ]

  static let queue = [
    NeededAction(name: "sqs:ReceiveMessage", reason: "receive events"),
    NeededAction(name: "sqs:DeleteMessage", reason: "delete received events"),
    NeededAction(name: "sqs:ChangeMessageVisibility", reason: "hide events in progress"),
    NeededAction(name: "sqs:GetQueueUrl", reason: "find the queue"),
  ]

  /// The action that S3 needs on the queue.
  static let sending = NeededAction(name: "sqs:SendMessage", reason: "send events")

  /// The actions of a service that W&B needs; nil for a service that it does not use.
  static func of(_ service: some StringProtocol) -> [NeededAction]? {
    switch service.lowercased() {
    case "s3": files
    case "kms": key
    case "sqs": queue
    default: nil
    }
  }
}

extension Sequence<NeededAction> {
  /// The reasons as a list without duplicates.
  var reasons: String { map(\.reason).unique().listed }
}
