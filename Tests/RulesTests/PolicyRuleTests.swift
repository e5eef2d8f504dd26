import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport
import Testing

/// What is said of policies of AWS beyond the examples of the documentation.
@Suite struct PolicyRuleTests {
  private static let files =
    #"["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]"#
  private static let bucket = #"["s3:ListBucket", "s3:GetBucketLocation"]"#
  private static let onBucket = PolicySample.allow(bucket, on: #""arn:aws:s3:::b""#)
  private static let onObjects = PolicySample.allow(files, on: #""arn:aws:s3:::b/*""#)
  private static let both = #"["arn:aws:s3:::b", "arn:aws:s3:::b/*"]"#
  private static let role = #"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#
  private static let all = #"["s3:*Object", "s3:List*", "s3:Get*", "s3:Abort*"]"#

  // MARK: S3

  @Test func takesTheDocumentationsActionsOnBucketAndObjects() {
    let actions =
      #"["s3:GetObject*", "s3:PutObject", "s3:DeleteObject", "#
      + #""s3:AbortMultipartUpload", "s3:ListBucket", "s3:GetBucketLocation"]"#
    #expect(PolicySample.role(PolicySample.allow(actions, on: Self.both)).codes == [])
    #expect(PolicySample.role(PolicySample.allow(Self.all, on: Self.both)).codes == [])
  }

  @Test func readsActionsInAnyCase() {
    let actions = Self.files.uppercased().replacing("S3:", with: "S3:")
    #expect(
      PolicySample.role(PolicySample.allow(actions, on: #""arn:aws:s3:::b/*""#), Self.onBucket)
        .codes
        == [])
  }

  /// A star in a bucket's name stands for slashes as well.
  @Test(arguments: [#""arn:aws:s3:::b*""#, #""*""#, #"["arn:aws:s3:::*"]"#])
  func takesAPatternForBucketAndObjects(_ resource: String) {
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

  @Test func saysNothingOfObjectsThatAnotherStatementCovers() {
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

  @Test func leavesStatementsThatDenyAlone() {
    let deny =
      #"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b", "#
      + #""Condition": {"Bool": {"aws:SecureTransport": false}}}"#
    #expect(PolicySample.role(Self.onBucket, Self.onObjects, deny).codes == [])
  }

  // MARK: Actions

  @Test(arguments: [
    ("s3:ListObjectsV2", "did you mean `s3:ListBucket`?", Severity.error),
    ("s3:GetObjct", "did you mean `s3:GetObject`?", .error),
    ("kms:ReEncrypt", "did you mean `kms:ReEncrypt*`?", .error),
    ("sqs:RecieveMessage", "did you mean `sqs:ReceiveMessage`?", .error),
    ("GetObject", "write it as `s3:GetObject`", .error),
    ("s3:Frobnicate", "look for its spelling", .warning),
    ("s3:Frobnicate*", "look for its spelling", .warning),
  ])
  func suggestsActions(_ action: String, _ help: String, _ severity: Severity) {
    let statement = PolicySample.allow("\"\(action)\"", on: #""*""#)
    let found = PolicySample.role(statement).findings.filter { $0.id.code == "WB3232" }
    #expect(found.map(\.help) == [help])
    #expect(found.map(\.severity) == [severity])
  }

  @Test(arguments: ["ec2:DescribeInstances", "logs:*", "secretsmanager:GetSecretValue"])
  func saysNothingOfOtherServices(_ action: String) {
    #expect(PolicySample.role(PolicySample.allow("\"\(action)\"", on: #""*""#)).codes == [])
  }

  @Test func refusesActionsOfAnotherServiceInAKeysPolicy() {
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

  @Test func namesWhatIsMissing() {
    let policy = PolicySample.role(
      Self.onBucket, PolicySample.allow(#""s3:GetObject""#, on: #""arn:aws:s3:::b/*""#))
    #expect(policy.spots == ["WB3233 Action"])
    #expect(
      policy.findings[0].message
        == "the policy does not allow `s3:PutObject`, `s3:DeleteObject` and `s3:AbortMultipartUpload`"
    )
  }

  @Test func asksForKeyAndQueueOfTheConfiguration() {
    let values = """
      global:
        bucket: {provider: s3, name: b, kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1"}
        extraEnv: {BUCKET_QUEUE: "sqs://wandb"}

      """
    let policy = PolicySample.role(Self.onBucket, Self.onObjects)
    #expect(policy.codes == [])
    #expect(policy.beside(values).spots == ["WB3233 Action", "WB3233 Action"])
  }

  // MARK: Principals

  @Test(arguments: [
    (#"{"Bool": {"aws:SecureTransport": "true"}}"#, ["WB3235"]),
    (#"{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}"#, ["WB3235"]),
    (#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}"#, ["WB3235"]),
    (#"{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#, []),
    (#"{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}"#, []),
    (#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#, ["WB3235"]),
    (#"{"StringEquals": {"aws:SourceVpce": "vpce-1"}}"#, []),
  ])
  func knowsConditionsThatSayWhoIsMeant(_ condition: String, _ codes: [String]) {
    for principal in [#""*""#, #"{"AWS": "*"}"#, #"{"AWS": ["*"]}"#] {
      let policy = PolicySample.of(
        .bucketPolicy, PolicySample.allow(Self.all, on: Self.both, to: principal, when: condition))
      #expect(policy.codes == codes, "\(principal)")
    }
  }

  @Test func takesDenialsForEverybody() {
    let deny =
      #"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}"#
    #expect(PolicySample.of(.bucketPolicy, deny).codes == [])
  }

  @Test(arguments: [
    "arn:aws:iam::123456789012:role/team/wandb", "arn:aws:iam::123456789012:user/wandb",
    "arn:aws:sts::123456789012:assumed-role/wandb/session", "AROA1234567890ABCDEFG",
    "<aws_principal_and_role_arn>", "${role}",
  ])
  func takesPrincipals(_ name: String) {
    let statement = PolicySample.allow(Self.all, on: Self.both, to: #"{"AWS": "\#(name)"}"#)
    let codes = PolicySample.of(.bucketPolicy, statement).codes
    #expect(codes == (name.hasPrefix("<") ? ["WB2008"] : []))
  }

  @Test(arguments: [
    "arn:aws:iam::12345:role/wandb", "arn:aws:iam::123456789012:role/*", "wandb", "1234",
    "arn:aws:s3:::b", "arn:aws:iam::123456789012:",
  ])
  func refusesPrincipals(_ name: String) {
    let statement = PolicySample.allow(Self.all, on: Self.both, to: #"{"AWS": "\#(name)"}"#)
    #expect(PolicySample.of(.bucketPolicy, statement).spots == ["WB3229 \(name)"])
  }

  @Test func saysNothingOfTheAccountThatTheConfigurationNames() {
    let policy = PolicySample.of(
      .bucketPolicy, PolicySample.allow(Self.all, on: Self.both, to: #"{"AWS": "123456789012"}"#))
    #expect(policy.codes == ["WB3236"])
    var options = Check.options
    options.documentKind = .bucketPolicy
    let named = Compiler.compile(
      [
        Check.input("policy.json", policy.text),
        .set(
          path: "aws.principal", value: "arn:aws:iam::123456789012:root", shown: "",
          isOnCommandLine: true),
      ], options)
    #expect(Check.codes(named) == [])
  }

  // MARK: Keys and queues

  @Test func warnsOfAnAdministratorThatCanBeDeleted() {
    let policy = PolicySample.of(.kms, PolicySample.allow(#""kms:*""#, on: #""*""#, to: Self.role))
    #expect(policy.spots == ["WB3241 arn:aws:iam::123456789012:role/wandb"])
    #expect(policy.findings.map(\.severity) == [.warning])
  }

  @Test(arguments: [("123456789012", [String]()), ("999999999999", ["WB3234"])])
  func letsTheAccountThatOwnsAKeyHaveEverything(_ account: String, _ codes: [String]) {
    let owner = PolicySample.allow(
      #""kms:*""#, on: #""*""#, to: #"{"AWS": "arn:aws:iam::123456789012:root"}"#)
    var options = Check.options
    options.documentKind = .kms
    let settings = ["aws.principal": "arn:aws:iam::123456789012:root", "aws.account": account]
    let found = Compiler.compile(
      [Check.input("policy.json", PolicySample.of(.kms, owner).text)]
        + settings.sorted { $0.key < $1.key }.map {
          .set(path: $0.key, value: $0.value, shown: "", isOnCommandLine: true)
        }, options)
    #expect(Check.codes(found).filter { $0 == "WB3234" } == codes)
  }

  @Test func addsUpWhatSeveralStatementsAllowOnAKey() {
    let owner = PolicySample.allow(#""kms:*""#, on: #""*""#, to: #"{"AWS": "123456789012"}"#)
    let halves = [
      #"["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"]"#,
      #"["kms:ReEncrypt*", "kms:GenerateDataKey"]"#,
    ]
    .map { PolicySample.allow($0, on: #""*""#, to: Self.role) }
    #expect(PolicySample.of(.kms, owner, halves[0], halves[1]).codes == [])
    #expect(PolicySample.of(.kms, owner, halves[0]).codes == ["WB3242"])
  }

  @Test func takesGrantsForAnotherAccount() {
    let owner = PolicySample.allow(#""kms:*""#, on: #""*""#, to: #"{"AWS": "999999999999"}"#)
    let use = PolicySample.allow(
      #"["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ReEncrypt*", "kms:GenerateDataKey"]"#,
      on: #""*""#, to: Self.role)
    let grants = PolicySample.allow(
      #""kms:CreateGrant""#, on: #""*""#, to: Self.role,
      when: #"{"Bool": {"kms:GrantIsForAWSResource": true}}"#)
    #expect(PolicySample.of(.kms, owner, use).codes == ["WB3243"])
    #expect(PolicySample.of(.kms, owner, use, grants).codes == [])
  }

  @Test(
    arguments: [
      (#""*""#, nil, ["WB3245"]),
      (#""*""#, #"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:b"}}"#, []),
      (#""*""#, #"{"ArnNotLike": {"aws:SourceArn": "arn:aws:s3:::b"}}"#, ["WB3245"]),
      (#"{"Service": "s3.amazonaws.com"}"#, nil, ["WB3245"]),
      (
        #"{"Service": "s3.amazonaws.com"}"#,
        #"{"StringEquals": {"AWS:SourceAccount": "123456789012"}}"#, []
      ),
      (#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#, nil, ["WB3247"]),
    ] as [(String, String?, [String])])
  func knowsWhoMaySendToAQueue(_ principal: String, _ condition: String?, _ codes: [String]) {
    let policy = PolicySample.of(
      .sqs,
      PolicySample.allow(
        #""SQS:SendMessage""#, on: #""arn:aws:sqs:us-east-1:123456789012:wandb""#, to: principal,
        when: condition))
    #expect(policy.codes == codes)
  }

  @Test func comparesTheSourceOfAQueueWithTheBucket() {
    let policy = PolicySample.of(
      .sqs,
      PolicySample.allow(
        #""sqs:SendMessage""#, on: #""arn:aws:sqs:us-east-1:123456789012:wandb""#, to: #""*""#,
        when: #"{"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::c"}}"#))
    let found = policy.beside("global: {bucket: {provider: s3, name: b}}\n")
    #expect(found.spots == ["WB3240 arn:aws:s3:::c"])
  }

  @Test func warnsOfFIFOQueuesThatARoleReads() {
    func reading(_ name: String) -> PolicySample {
      PolicySample.role(
        Self.onBucket, Self.onObjects,
        PolicySample.allow(
          #"["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"]"#,
          on: #""arn:aws:sqs:us-east-1:123456789012:\#(name)""#))
    }
    let fifo = reading("wandb.fifo")
    #expect(fifo.spots == ["WB3246 arn:aws:sqs:us-east-1:123456789012:wandb.fifo"])
    #expect(fifo.findings.map(\.severity) == [.warning])
    #expect(reading("wandb").codes == [])
    let own = fifo.beside("global: {extraEnv: {BUCKET_QUEUE: 'sqs://wandb.fifo'}}\n")
    #expect(own.findings.first { $0.id.code == "WB3246" }?.severity == .error)
  }

  // MARK: Configuration

  @Test func saysNothingOfBucketsOutsideAWS() {
    let policy = PolicySample.role(Self.onBucket, Self.onObjects)
    #expect(policy.beside("global: {bucket: {provider: gcs, name: other}}\n").codes == [])
  }

  @Test func isSilentOnPlaceholdersOfTheConfiguration() {
    let policy = PolicySample.role(Self.onBucket, Self.onObjects)
    #expect(policy.beside("global: {bucket: {provider: s3, name: <BUCKET>}}\n").codes == ["WB2008"])
  }

  @Test func isSilentOnNamesThatWaitToBeReplaced() {
    let policy = PolicySample.role(
      PolicySample.allow(Self.all, on: #"["arn:aws:s3:::<BUCKET>", "arn:aws:s3:::<BUCKET>/*"]"#))
    #expect(
      policy.beside("global: {bucket: {provider: s3, name: files}}\n").codes == [
        "WB2008", "WB2008",
      ])
  }
}
