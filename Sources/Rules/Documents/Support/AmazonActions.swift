import Diagnostics
import Settings

/// The actions of S3, KMS and SQS, by the kind of resource they apply to.
///
/// Source: AWS service authorization reference, as included in package parliament 1.6.4. Services
/// add actions over time, so an unknown one that resembles none of these is only a warning.
enum AmazonActions {
  /// The kind of S3 resource that an action applies to.
  enum Level { case bucket, object, other }

  /// One service and its actions.
  struct Service: Sendable {
    /// The text before the colon of an action.
    let prefix: String
    /// The name of the service in messages.
    let noun: String
    let names: [String]
    private let spellings: [String: String]

    fileprivate init(_ prefix: String, _ noun: String, _ texts: [StaticWords]) {
      (self.prefix, self.noun) = (prefix, noun)
      names = texts.flatMap(\.words)
      spellings = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    }

    /// The action names that match `action`, a name or pattern without its prefix.
    func names(matching action: String) -> [String] {
      guard Wildcard.isIn(action) else { return spellings[action.lowercased()].map { [$0] } ?? [] }
      return names.filter { Wildcard.matches(action, $0, .either) }
    }
  }

  static let s3 = Service("s3", "S3", [bucketActions, objectActions, otherActions])
  static let kms = Service("kms", "KMS", [keyActions])
  static let sqs = Service("sqs", "SQS", [queueActions])

  static func service(_ prefix: some StringProtocol) -> Service? {
    switch prefix.lowercased() {
    case "s3": s3
    case "kms": kms
    case "sqs": sqs
    default: nil
    }
  }

  /// The kind of resource that an S3 action applies to.
  static func level(_ name: String) -> Level {
    if objects.contains(name) { return .object }
    return buckets.contains(name) ? .bucket : .other
  }

  /// The same for an action written with its `s3:` prefix.
  static func level(ofAction action: String) -> Level {
    level(String(action.dropFirst("s3:".count)))
  }

  /// API operations in lower case, each with the action that permits it.
  static let operations = [
    "s3:headobject": "s3:GetObject", "s3:headbucket": "s3:ListBucket",
    "s3:listobjects": "s3:ListBucket", "s3:listobjectsv2": "s3:ListBucket",
    "s3:listobjectversions": "s3:ListBucketVersions", "s3:listbuckets": "s3:ListAllMyBuckets",
    "s3:listmultipartuploads": "s3:ListBucketMultipartUploads",
    "s3:listparts": "s3:ListMultipartUploadParts", "s3:createmultipartupload": "s3:PutObject",
    "s3:uploadpart": "s3:PutObject", "s3:completemultipartupload": "s3:PutObject",
    "s3:copyobject": "s3:PutObject", "s3:deleteobjects": "s3:DeleteObject",
    "s3:getbucketencryption": "s3:GetEncryptionConfiguration",
    "s3:putbucketencryption": "s3:PutEncryptionConfiguration", "kms:reencrypt": "kms:ReEncrypt*",
  ]

  private static let objects = Set(objectActions.words)
  private static let buckets = Set(bucketActions.words)

  private static let bucketActions = StaticWords(
    """
    CreateBucket CreateBucketMetadataTableConfiguration DeleteBucket
    DeleteBucketMetadataTableConfiguration DeleteBucketPolicy DeleteBucketWebsite
    GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAcl GetBucketCORS
    GetBucketLocation GetBucketLogging GetBucketMetadataTableConfiguration GetBucketNotification
    GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy
    GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging
    GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration
    GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration
    GetMetricsConfiguration GetReplicationConfiguration ListBucket ListBucketMultipartUploads
    ListBucketVersions PauseReplication PutAccelerateConfiguration PutAnalyticsConfiguration
    PutBucketAcl PutBucketCORS PutBucketLogging PutBucketNotification
    PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy
    PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning
    PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration
    PutInventoryConfiguration PutLifecycleConfiguration PutMetricsConfiguration
    PutReplicationConfiguration
    """)

  private static let objectActions = StaticWords(
    """
    AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging
    DeleteObjectVersion DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAttributes
    GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectTorrent GetObjectVersion
    GetObjectVersionAcl GetObjectVersionAttributes GetObjectVersionForReplication
    GetObjectVersionTagging GetObjectVersionTorrent InitiateReplication ListMultipartUploadParts
    ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl PutObjectLegalHold PutObjectRetention
    PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging ReplicateDelete ReplicateObject
    ReplicateTags RestoreObject
    """)

  private static let otherActions = StaticWords(
    """
    AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance
    CreateAccessGrantsLocation CreateAccessPoint CreateAccessPointForObjectLambda CreateJob
    CreateMultiRegionAccessPoint CreateStorageLensGroup DeleteAccessGrant
    DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy
    DeleteAccessGrantsLocation DeleteAccessPoint DeleteAccessPointForObjectLambda
    DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda DeleteJobTagging
    DeleteMultiRegionAccessPoint DeleteStorageLensConfiguration
    DeleteStorageLensConfigurationTagging DeleteStorageLensGroup DescribeJob
    DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter GetAccessGrant
    GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix
    GetAccessGrantsInstanceResourcePolicy GetAccessGrantsLocation GetAccessPoint
    GetAccessPointConfigurationForObjectLambda GetAccessPointForObjectLambda
    GetAccessPointPolicy GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatus
    GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock GetDataAccess
    GetJobTagging GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy
    GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes
    GetStorageLensConfiguration GetStorageLensConfigurationTagging GetStorageLensDashboard
    GetStorageLensGroup ListAccessGrants ListAccessGrantsInstances ListAccessGrantsLocations
    ListAccessPoints ListAccessPointsForObjectLambda ListAllMyBuckets ListCallerAccessGrants
    ListJobs ListMultiRegionAccessPoints ListStorageLensConfigurations ListStorageLensGroups
    ListTagsForResource PutAccessGrantsInstanceResourcePolicy
    PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy
    PutAccessPointPolicyForObjectLambda PutAccessPointPublicAccessBlock
    PutAccountPublicAccessBlock PutJobTagging PutMultiRegionAccessPointPolicy
    PutStorageLensConfiguration PutStorageLensConfigurationTagging
    SubmitMultiRegionAccessPointRoutes TagResource UntagResource UpdateAccessGrantsLocation
    UpdateJobPriority UpdateJobStatus UpdateStorageLensGroup
    """)

  private static let keyActions = StaticWords(
    """
    CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant
    CreateKey Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial
    DeriveSharedSecret DescribeCustomKeyStores DescribeKey DisableKey DisableKeyRotation
    DisconnectCustomKeyStore EnableKey EnableKeyRotation Encrypt GenerateDataKey
    GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext
    GenerateMac GenerateRandom GetKeyPolicy GetKeyRotationStatus GetParametersForImport
    GetPublicKey ImportKeyMaterial ListAliases ListGrants ListKeyPolicies ListKeyRotations
    ListKeys ListResourceTags ListRetirableGrants PutKeyPolicy ReEncryptFrom ReEncryptTo
    ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ScheduleKeyDeletion Sign
    SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore
    UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac
    """)

  private static let queueActions = StaticWords(
    """
    AddPermission CancelMessageMoveTask ChangeMessageVisibility CreateQueue DeleteMessage
    DeleteQueue GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListMessageMoveTasks
    ListQueueTags ListQueues PurgeQueue ReceiveMessage RemovePermission SendMessage
    SetQueueAttributes StartMessageMoveTask TagQueue UntagQueue
    """)
}
