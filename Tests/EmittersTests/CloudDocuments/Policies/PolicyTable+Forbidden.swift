import TestSupport

/// What none of the policies may let through.
extension PolicyTable {
  static let foreignThings: [PolicyRow] = [
    each(
      "an object of another bucket", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      on: [
        \.anotherObject, \.objectOfLongerBucket, \.objectOfShorterBucket,
        \.objectOfAnotherPartition,
      ], .denied),
    each(
      "list another bucket", ["s3:ListBucket", "s3:ListBucketMultipartUploads"],
      on: [\.anotherBucket, \.longerBucket, \.shorterBucket, \.object], .denied),
    each("an object that is a bucket", ["s3:GetObject"], on: [\.theBucket], .denied),
    each(
      "another key", ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
      on: [\.anotherKey, \.longerKey, \.keyOfAnotherAccount, \.keyOfAnotherRegion], with: [.key],
      .denied),
    each(
      "another queue", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueUrl"],
      on: [\.anotherQueue, \.longerQueue, \.queueOfAnotherAccount], with: [.queue], .denied),
  ].flatMap { $0 }

  private static let strangers: [PolicyRow.Word<PolicyPrincipal>] = [
    \.neighbour, \.roleWithLongerName, \.namesake, \.rootElsewhere, \.anonymous, \.storage,
  ]

  static let foreignCallers: [PolicyRow] = [
    each(
      "somebody else's files", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      on: [\.object], by: strangers, .denied),
    each("somebody else lists", ["s3:ListBucket"], on: [\.theBucket], by: strangers, .denied),
    each(
      "somebody else decrypts", ["kms:Decrypt"], on: [\.theKey], by: strangers, with: [.key],
      .denied),
    each(
      "somebody else grants", ["kms:CreateGrant"], on: [\.theKey], by: strangers,
      in: [\.forService],
      with: [.key], .denied),
    each(
      "somebody else receives", ["sqs:ReceiveMessage"], on: [\.theQueue], by: strangers,
      with: [.queue], .denied),
    each(
      "who administers nothing decrypts", ["kms:Decrypt"], on: [\.theKey], by: [\.powerUser],
      with: [.key, .administrator], .denied),
  ].flatMap { $0 }

  static let foreignActions: [PolicyRow] = [
    each(
      "change the bucket",
      [
        "s3:DeleteBucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketCORS",
        "s3:PutBucketAcl", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
        "s3:PutBucketNotification", "s3:PutBucketVersioning", "s3:PutBucketPublicAccessBlock",
        "s3:CreateBucket",
      ], on: [\.theBucket], .denied),
    each(
      "change more of an object",
      [
        "s3:PutObjectAcl", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention",
        "s3:PutObjectTagging", "s3:PutObjectRetention", "s3:RestoreObject",
      ], on: [\.object], .denied),
    each(
      "change the key",
      [
        "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:RevokeGrant",
        "kms:UpdateAlias", "kms:Sign",
      ], on: [\.theKey], with: [.key], .denied),
    each(
      "grant to others", ["kms:CreateGrant"], on: [\.theKey], in: [\.forItself, \.usual],
      with: [.key], .denied),
    each(
      "grant without need", ["kms:CreateGrant"], on: [\.theKey], in: [\.forService],
      with: [.keyAtHome], .denied),
    each(
      "change the queue",
      [
        "sqs:SendMessage", "sqs:SetQueueAttributes", "sqs:DeleteQueue", "sqs:PurgeQueue",
        "sqs:AddPermission",
      ], on: [\.theQueue], with: [.queue], .denied),
  ].flatMap { $0 }

  static let senders: [PolicyRow] = [
    each(
      "another bucket sends", ["sqs:SendMessage"], on: [\.theQueue], by: [\.storage],
      in: [
        \.eventOfAnotherBucket, \.eventOfLongerBucket, \.eventOfAnotherAccount, \.eventOfNobody,
      ], with: [.queue], .denied),
    each(
      "somebody sends in the bucket's name", ["sqs:SendMessage"], on: [\.theQueue],
      by: [\.notifications, \.anonymous, \.namesake, \.neighbour, \.rootElsewhere], in: [\.event],
      with: [.queue], .denied),
    each(
      "the bucket reads", ["sqs:ReceiveMessage"], on: [\.theQueue], by: [\.storage], in: [\.event],
      with: [.queue], .denied),
  ].flatMap { $0 }
}
