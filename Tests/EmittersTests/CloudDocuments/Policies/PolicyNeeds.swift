import TestSupport

/// What W&B may do, said without any policy: the statement that the policies have to come up to.
///
/// Source: facts, §6: the bucket policy of "Bring your own bucket", the node role's use of the key,
/// the queue's policy and who reads it; parts of an upload are listed to finish it.
struct PolicyNeeds {
  let site: PolicySite

  static let bucketActions = [
    "s3:GetBucketCORS", "s3:GetBucketLocation", "s3:GetBucketVersioning",
    "s3:GetEncryptionConfiguration", "s3:ListBucket", "s3:ListBucketMultipartUploads",
    "s3:ListBucketVersions",
  ]
  static let objectActions = [
    "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
    "s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectAttributes", "s3:GetObjectLegalHold",
    "s3:GetObjectRetention", "s3:GetObjectTagging", "s3:GetObjectVersion",
  ]
  static let keyActions = [
    "kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ReEncryptFrom", "kms:ReEncryptTo",
    "kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:GenerateDataKeyWithoutPlaintext",
  ]
  static let queueActions = [
    "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
  ]
  /// Those that nobody needs here, or only in some cases.
  static let otherActions = [
    "s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketPolicy", "s3:PutBucketAcl",
    "s3:PutBucketCORS", "s3:GetBucketPolicy", "s3:GetBucketAcl", "s3:PutObjectAcl",
    "s3:PutObjectTagging", "s3:DeleteObjectVersion", "s3:DeleteObjectTagging", "s3:ReplicateObject",
    "kms:CreateGrant", "kms:PutKeyPolicy", "kms:GetKeyPolicy", "kms:ScheduleKeyDeletion",
    "kms:RevokeGrant", "kms:ListGrants", "kms:Sign", "sqs:SendMessage", "sqs:DeleteQueue",
    "sqs:PurgeQueue", "sqs:SetQueueAttributes", "sqs:AddPermission",
  ]

  static func actions(_ kind: PolicyAsk.Kind) -> [String] {
    switch kind {
    case .bucket: bucketActions
    case .object: objectActions
    case .key: keyActions
    case .queue: queueActions
    case .event: ["sqs:SendMessage"]
    }
  }

  /// Whether the request may happen.
  func allow(_ ask: PolicyAsk) -> Bool {
    isOurs(ask) && isNeeded(ask) && isBy(ask) && !isRefused(ask)
  }

  /// Whether the policy of the server's role alone lets its request through.
  func roleAllows(_ ask: PolicyAsk) -> Bool {
    ask.kind != .event && ask.caller == .role && isOurs(ask) && isNeeded(ask) && isBy(ask)
  }

  /// Whether the bucket refuses the request, however the rest may be.
  func isRefused(_ ask: PolicyAsk) -> Bool {
    let action = ask.action.lowercased()
    guard ask.kind == .bucket || ask.kind == .object, isOurs(ask), action.hasPrefix("s3:") else {
      return false
    }
    if site.requiresTLS && !ask.isEncrypted { return true }
    guard site.features.contains(.networks), !isInside(ask.network) else { return false }
    return ask.kind == .object || action.hasPrefix("s3:listbucket")
  }

  private func isOurs(_ ask: PolicyAsk) -> Bool {
    guard ask.partition == site.partition else { return false }
    let scope = (ask.region, ask.account)
    switch ask.kind {
    case .bucket: return ask.name == site.bucket
    case .object: return ask.name == site.bucket && ask.rest.hasPrefix("/")
    case .key: return ask.name == site.keyID && scope == (site.region, site.keyAccount)
    case .queue, .event:
      return ask.name == site.queueName && scope == (site.region, site.account)
    }
  }

  /// AWS compares actions without regard to case.
  private func isNeeded(_ ask: PolicyAsk) -> Bool {
    let action = ask.action.lowercased()
    if Self.actions(ask.kind).contains(where: { $0.lowercased() == action }) { return true }
    switch ask.kind {
    // Amazon adds to these families, and the documentation names them by their stems.
    case .object: return action.hasPrefix("s3:getobject")
    case .key where action == "kms:creategrant":
      return ask.isForService && site.keyAccount != site.roleAccount
    case .key: return action.hasPrefix("kms:generatedatakey") || action.hasPrefix("kms:reencrypt")
    case .bucket, .queue, .event: return false
    }
  }

  private func isBy(_ ask: PolicyAsk) -> Bool {
    switch ask.caller {
    case .anonymous: false
    case .service:
      ask.kind == .event && ask.source == site.bucket && ask.sourceAccount == site.account
    case .role:
      ask.kind != .event && ask.callerPartition == site.partition
        && ask.callerAccount == site.roleAccount && ask.callerName == site.roleName
    }
  }

  private func isInside(_ network: PolicyContext) -> Bool {
    network == site.fromVPC && !site.vpcs.isEmpty
      || network == site.fromEndpoint && !site.endpoints.isEmpty
      || network == site.fromAddress && !site.addresses.isEmpty
  }
}
