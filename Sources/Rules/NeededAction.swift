import Diagnostics

/// An action that W&B needs, and for what.
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
    NeededAction(name: "s3:AbortMultipartUpload", reason: "give up interrupted uploads"),
    NeededAction(name: "s3:ListBucket", reason: "list files"),
    NeededAction(name: "s3:GetBucketLocation", reason: "find the bucket's region"),
  ]

  static let key = [
    NeededAction(name: "kms:Encrypt", reason: "encrypt files"),
    NeededAction(name: "kms:Decrypt", reason: "decrypt files"),
    NeededAction(name: "kms:GenerateDataKey", reason: "write encrypted files"),
  ]

  /// What the key's own policy allows as well.
  static let keyPolicy =
    key + [
      NeededAction(name: "kms:ReEncryptFrom", reason: "copy encrypted files"),
      NeededAction(name: "kms:ReEncryptTo", reason: "copy encrypted files"),
      NeededAction(name: "kms:DescribeKey", reason: "look at the key"),
    ]

  static let queue = [
    NeededAction(name: "sqs:ReceiveMessage", reason: "receive events"),
    NeededAction(name: "sqs:DeleteMessage", reason: "delete what it received"),
    NeededAction(name: "sqs:ChangeMessageVisibility", reason: "keep an event while it works on it"),
    NeededAction(name: "sqs:GetQueueUrl", reason: "find the queue"),
  ]

  /// What S3 does with the queue.
  static let sending = NeededAction(name: "sqs:SendMessage", reason: "send events")

  /// What W&B needs of a service; nil for one that it does not use.
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
  /// What they are for, each thing once.
  var reasons: String { map(\.reason).unique().listed }
}
