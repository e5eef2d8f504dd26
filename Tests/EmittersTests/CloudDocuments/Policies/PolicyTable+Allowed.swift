/// W&B's operations, each with the policies that let it through.
///
/// Source: facts, §6; the calls behind an operation are those of S3's, KMS's and SQS's manuals.
extension PolicyTable {
  static let bucketRows: [PolicyRow] = [
    // Creating and completing an upload ask for s3:PutObject, as sending a part does.
    each("put", ["s3:PutObject"], on: [\.object], allowedByBoth),
    // HeadObject asks for s3:GetObject, HeadBucket for s3:ListBucket.
    each("get", ["s3:GetObject", "s3:GetObjectVersion"], on: [\.object], allowedByBoth),
    each(
      "describe", ["s3:GetObjectAttributes", "s3:GetObjectTagging"], on: [\.object], allowedByBoth),
    each("delete", ["s3:DeleteObject"], on: [\.object], allowedByBoth),
    each("list", ["s3:ListBucket", "s3:ListBucketVersions"], on: [\.theBucket], allowedByBoth),
    each(
      "finish an upload", ["s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
      on: [\.object], allowedByBoth),
    each("list uploads", ["s3:ListBucketMultipartUploads"], on: [\.theBucket], allowedByBoth),
    each(
      "look at the bucket",
      [
        "s3:GetBucketLocation", "s3:GetBucketCORS", "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
      ], on: [\.theBucket], allowedByBoth),
  ].flatMap { $0 }

  static let keyRows: [PolicyRow] = [
    each(
      "use the key",
      [
        "kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
      ], on: [\.theKey], with: [.key], .allowed(by: [.role, .key])),
    each(
      "grant to a service", ["kms:CreateGrant"], on: [\.theKey], in: [\.forService],
      with: [.keyAbroad], .allowed(by: [.role, .key])),
    each(
      "the key's account mends its policy", ["kms:PutKeyPolicy"], on: [\.theKey], by: [\.keyOwner],
      with: [.key], .left),
    each(
      "the administrator disables the key", ["kms:DisableKey"], on: [\.theKey],
      by: [\.administrator], with: [.key, .administrator], .allowed(by: [.key])),
  ].flatMap { $0 }

  static let queueRows: [PolicyRow] = [
    // A queue's own account needs no word of the queue's policy.
    each("read", reading, on: [\.theQueue], with: [.queue, .bucketAtHome], .allowed(by: [.role])),
    each(
      "read", reading, on: [\.theQueue], with: [.queue, .bucketAbroad],
      .allowed(by: [.role, .queue])),
    each(
      "the bucket sends", ["sqs:SendMessage"], on: [\.theQueue], by: [\.storage], in: [\.event],
      with: [.queue], .allowed(by: [.queue])),
  ].flatMap { $0 }

  static let trustRows = each(
    "a service account takes the role", ["sts:AssumeRoleWithWebIdentity"], on: [\.theRole],
    by: [\.cluster], in: [\.token], .allowed(by: [.trust]))

  private static let allowedByBoth = PolicyRow.Outcome.allowed(by: [.role, .bucket])
  private static let reading = [
    "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
  ]
}
