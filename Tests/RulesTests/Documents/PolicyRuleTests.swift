import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Findings about AWS policies beyond the examples of the documentation.
@Suite struct PolicyRuleTests {
  private static let files =
    #"["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]"#
  private static let bucket = #"["s3:ListBucket", "s3:GetBucketLocation"]"#
  private static let onBucket = PolicySample.allow(bucket, on: #""arn:aws:s3:::b""#)
  private static let onObjects = PolicySample.allow(files, on: #""arn:aws:s3:::b/*""#)
  private static let both = PolicySample.bothOfBucket
  private static let all = PolicySample.everyAction

  // MARK: S3

  @Test func acceptsTheDocumentedActionsOnBucketAndObjects() {
    let actions =
      #"["s3:GetObject*", "s3:PutObject", "s3:DeleteObject", "#
      + #""s3:AbortMultipartUpload", "s3:ListBucket", "s3:GetBucketLocation"]"#
    #expect(PolicySample.role(PolicySample.allow(actions, on: Self.both)).codes == [])
    #expect(PolicySample.role(PolicySample.allow(Self.all, on: Self.both)).codes == [])
  }

  @Test func acceptsActionsInAnyCase() {
    let actions = Self.files.uppercased()
    #expect(
      PolicySample.role(PolicySample.allow(actions, on: #""arn:aws:s3:::b/*""#), Self.onBucket)
        .codes
        == [])
  }

  /// A star in a bucket's name matches slashes too.
  @Test(arguments: [#""arn:aws:s3:::b*""#, #""*""#, #"["arn:aws:s3:::*"]"#])
  func acceptsAPatternForBucketAndObjects(_ resource: String) {
    #expect(PolicySample.role(PolicySample.allow(Self.all, on: resource)).codes == [])
  }

  @Test func reportsOneActionThatReachesNoObject() {
    let policy = PolicySample.role(
      Self.onObjects,
      PolicySample.allow(
        #"["s3:ListBucket", "s3:GetBucketLocation", "s3:GetObjectTagging"]"#,
        on: #""arn:aws:s3:::b""#))
    #expect(policy.spots == ["WB3230 arn:aws:s3:::b"])
  }

  @Test func acceptsObjectsThatAnotherStatementCovers() {
    let wide = PolicySample.allow(
      #"["s3:Get*", "s3:List*", "s3:GetObject"]"#, on: #""arn:aws:s3:::b""#)
    #expect(PolicySample.role(Self.onObjects, wide).codes == [])
  }

  @Test func comparesObjectsBucketByBucket() {
    let other = PolicySample.allow(
      #""s3:GetObject""#, on: #"["arn:aws:s3:::c", "arn:aws:s3:::d/*"]"#)
    #expect(
      PolicySample.role(Self.onBucket, Self.onObjects, other).spots == ["WB3230 arn:aws:s3:::c"])
  }

  @Test func reportsEveryActionOnObjectsOnly() {
    let policy = PolicySample.role(PolicySample.allow(#""s3:*""#, on: #""arn:aws:s3:::b/*""#))
    #expect(policy.spots == ["WB3234 s3:*", "WB3231 arn:aws:s3:::b/*"])
  }

  @Test func acceptsAConditionalDenial() {
    let deny =
      #"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b", "#
      + #""Condition": {"Bool": {"aws:SecureTransport": false}}}"#
    #expect(PolicySample.role(Self.onBucket, Self.onObjects, deny).codes == [])
  }

  // MARK: Actions

  @Test(arguments: [
    ("s3:ListObjectsV2", "did you mean `s3:ListBucket`?", "WB3232"),
    ("s3:GetObjct", "did you mean `s3:GetObject`?", "WB3232"),
    ("kms:ReEncrypt", "did you mean `kms:ReEncrypt*`?", "WB3232"),
    ("sqs:RecieveMessage", "did you mean `sqs:ReceiveMessage`?", "WB3232"),
    ("GetObject", "write it like `s3:GetObject`", "WB3232"),
    ("s3:Frobnicate", "check the spelling", "WB3285"),
    ("s3:Frobnicate*", "check the spelling", "WB3285"),
  ])
  func suggestsActions(_ action: String, _ help: String, _ code: String) {
    let statement = PolicySample.allow("\"\(action)\"", on: #""*""#)
    let found = PolicySample.role(statement).findings.filter {
      ["WB3232", "WB3285"].contains($0.id.code)
    }
    #expect(found.map(\.help) == [help])
    #expect(found.map(\.id.code) == [code])
  }

  @Test(arguments: ["ec2:DescribeInstances", "logs:*", "secretsmanager:GetSecretValue"])
  func acceptsActionsOfOtherServices(_ action: String) {
    #expect(PolicySample.role(PolicySample.allow("\"\(action)\"", on: #""*""#)).codes == [])
  }

  @Test func reportsActionsOfAnotherServiceInAKeyPolicy() {
    let policy = PolicySample.of(
      .kms,
      PolicySample.allow(
        #"["kms:*", "s3:GetObject"]"#, on: #""*""#, to: #"{"AWS": "123456789012"}"#))
    #expect(policy.spots == ["WB3232 s3:GetObject"])
  }

  @Test func reportsNotActionThatAllows() {
    let policy = PolicySample.role(#"{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}"#)
    #expect(policy.spots == ["WB3234 NotAction"])
  }

  @Test func namesMissingActions() {
    let policy = PolicySample.role(
      Self.onBucket, PolicySample.allow(#""s3:GetObject""#, on: #""arn:aws:s3:::b/*""#))
    #expect(policy.spots == ["WB3233 Action"])
    #expect(
      policy.findings[0].message
        == "the policy does not allow `s3:PutObject`, `s3:DeleteObject` and `s3:AbortMultipartUpload`"
    )
  }

  @Test func requiresTheConfiguredKeyAndQueue() {
    let values = """
      global:
        bucket: {provider: s3, name: b, kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1"}
        extraEnv: {BUCKET_QUEUE: "sqs://wandb"}

      """
    let policy = PolicySample.role(Self.onBucket, Self.onObjects)
    #expect(policy.codes == [])
    #expect(policy.with(values).spots == ["WB3233 Action", "WB3233 Action"])
  }

  // MARK: Configuration

  @Test func acceptsBucketsOutsideAWS() {
    let policy = PolicySample.role(Self.onBucket, Self.onObjects)
    #expect(policy.with("global: {bucket: {provider: gcs, name: other}}\n").codes == [])
  }

  @Test func ignoresPlaceholdersInTheConfiguration() {
    let policy = PolicySample.role(Self.onBucket, Self.onObjects)
    #expect(policy.with("global: {bucket: {provider: s3, name: <BUCKET>}}\n").codes == ["WB2008"])
  }

  @Test func ignoresPlaceholdersInThePolicy() {
    let policy = PolicySample.role(
      PolicySample.allow(Self.all, on: #"["arn:aws:s3:::<BUCKET>", "arn:aws:s3:::<BUCKET>/*"]"#))
    #expect(
      policy.with("global: {bucket: {provider: s3, name: files}}\n").codes == [
        "WB2008", "WB2008",
      ])
  }

  @Test func offersNoSafeFixForANameWithASpace() {
    let policy = PolicySample.role(
      PolicySample.allow(Self.all, on: #"["arn:aws:s3:::b ", "arn:aws:s3:::b/*"]"#))
    #expect(policy.spots == ["WB3228 arn:aws:s3:::b "])
    #expect(policy.findings.flatMap(\.fixes).map(\.applicability) == [.unsafe])
  }
}
