/// The policies that W&B needs on AWS.
///
/// They cover whole buckets, even where W&B uses only a prefix: it is not published which prefixes
/// the server lists, a request for the bucket itself (`HeadBucket`) has no prefix to compare, and
/// every policy in the documentation covers the whole bucket.
///
/// The actions are those that the W&B documentation lists, "Bring your own bucket", and of module
/// `secure_storage_connector`; each is listed with the resources that it applies to. The published
/// policy of the nodes allows `s3:*` on the bucket without its objects.
enum AccessPolicies {
  /// Actions of W&B on the bucket itself.
  static let bucketActions = [
    "s3:GetBucketCORS", "s3:GetBucketLocation", "s3:GetBucketVersioning",
    "s3:GetEncryptionConfiguration", "s3:ListBucket", "s3:ListBucketMultipartUploads",
    "s3:ListBucketVersions",
  ]

  /// Actions of W&B, and of anyone with its signed URLs, on objects.
  ///
  /// The parts of an upload are listed to resume an interrupted one.
  static let objectActions = [
    "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject*", "s3:ListMultipartUploadParts",
    "s3:PutObject",
  ]

  static let keyActions = [
    "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*",
  ]

  static let queueActions = [
    "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl", "sqs:ReceiveMessage",
  ]

  /// The policy of the role that the server runs as, on nodes or through a service account.
  static func node<Text: Sendable & ExpressibleByStringLiteral>(
    _ names: AWSNames<Text>
  ) -> AccessPolicy<Text> {
    var statements = bucketStatements(names)
    let keys = (names.key.map { [$0] } ?? []) + names.furtherKeys
    if !keys.isEmpty {
      statements.append(PolicyStatement(sid: "WandBKey", actions: keyActions, resources: keys))
    }
    if let key = names.key, names.keyHome == .anotherAccount {
      statements.append(grants(on: key))
    }
    if let queue = names.queue {
      statements.append(
        PolicyStatement(sid: "WandBQueue", actions: queueActions, resources: [queue]))
    }
    return AccessPolicy(statements: statements)
  }

  static func bucketStatements<Text>(
    _ names: AWSNames<Text>, for principal: PolicyPrincipal<Text>? = nil
  ) -> [PolicyStatement<Text>] {
    [
      PolicyStatement(
        sid: "WandBBucket", principal: principal, actions: bucketActions,
        resources: [names.bucket] + names.furtherBuckets),
      PolicyStatement(
        sid: "WandBObjects", principal: principal, actions: objectActions,
        resources: [names.objects] + names.furtherObjects),
    ]
  }

  /// The statement that S3 needs if key and bucket have different owners.
  static func grants<Text: ExpressibleByStringLiteral>(
    on key: Text, for principal: PolicyPrincipal<Text>? = nil
  ) -> PolicyStatement<Text> {
    PolicyStatement(
      sid: "WandBKeyGrants", principal: principal, actions: ["kms:CreateGrant"], resources: [key],
      conditions: [PolicyCondition(.bool, "kms:GrantIsForAWSResource", ["true"])])
  }
}
