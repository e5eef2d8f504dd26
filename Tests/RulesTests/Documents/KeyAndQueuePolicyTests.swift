import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Findings about key and queue policies.
@Suite struct KeyAndQueuePolicyTests {
  private static let role = #"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#

  @Test func warnsAboutAnAdministratorThatCanBeDeleted() {
    let policy = PolicySample.of(.kms, PolicySample.allow(#""kms:*""#, on: #""*""#, to: Self.role))
    #expect(policy.spots == ["WB3286 arn:aws:iam::123456789012:role/wandb"])
  }

  @Test(arguments: [("123456789012", [String]()), ("999999999999", ["WB3234"])])
  func acceptsEveryActionForTheAccountThatOwnsTheKey(_ account: String, _ codes: [String]) {
    let owner = PolicySample.allow(
      #""kms:*""#, on: #""*""#, to: #"{"AWS": "arn:aws:iam::123456789012:root"}"#)
    var options = Check.options
    options.documentKind = .kms
    let settings = ["aws.principal": "arn:aws:iam::123456789012:root", "aws.account": account]
    let found = Compiler.compile(
      [Check.input("policy.json", PolicySample.of(.kms, owner).text)]
        + settings.sorted { $0.key < $1.key }.map {
          .set(path: $0.key, value: $0.value, shown: "", from: .commandLine)
        }, options)
    #expect(Check.codes(found) == codes)
  }

  @Test func combinesTheStatementsAboutAKey() {
    let owner = PolicySample.allow(#""kms:*""#, on: #""*""#, to: #"{"AWS": "123456789012"}"#)
    let halves = [
      #"["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"]"#,
      #"["kms:ReEncrypt*", "kms:GenerateDataKey"]"#,
    ]
    .map { PolicySample.allow($0, on: #""*""#, to: Self.role) }
    #expect(PolicySample.of(.kms, owner, halves[0], halves[1]).codes == [])
    #expect(PolicySample.of(.kms, owner, halves[0]).codes == ["WB3242"])
  }

  @Test func acceptsGrantsForAnotherAccount() {
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
      (#"{"Service": "s3.amazonaws.com"}"#, nil, ["WB3288"]),
      (
        #"{"Service": "s3.amazonaws.com"}"#,
        #"{"StringEquals": {"AWS:SourceAccount": "123456789012"}}"#, []
      ),
      (#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#, nil, ["WB3247"]),
    ] as [(String, String?, [String])])
  func reportsQueuesThatAnyoneOrNobodyMaySendTo(
    _ principal: String, _ condition: String?, _ codes: [String]
  ) {
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
    let found = policy.with("global: {bucket: {provider: s3, name: b}}\n")
    #expect(found.spots == ["WB3240 arn:aws:s3:::c"])
  }

  @Test func warnsAboutFIFOQueuesThatARoleReads() {
    func reading(_ name: String) -> PolicySample {
      PolicySample.role(
        PolicySample.allow(
          #"["s3:*Object", "s3:List*", "s3:Get*", "s3:Abort*"]"#, on: PolicySample.bothOfBucket),
        PolicySample.allow(
          #"["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"]"#,
          on: #""arn:aws:sqs:us-east-1:123456789012:\#(name)""#))
    }
    let fifo = reading("wandb.fifo")
    #expect(fifo.spots == ["WB3290 arn:aws:sqs:us-east-1:123456789012:wandb.fifo"])
    #expect(reading("wandb").codes == [])
    let own = fifo.with("global: {extraEnv: {BUCKET_QUEUE: 'sqs://wandb.fifo'}}\n")
    #expect(own.codes.contains("WB3246"))
  }

  private static let ownKey = """
    global:
      bucket:
        {provider: s3, name: bbb, region: us-east-1,
         kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1"}

    """
  private static let use =
    #"["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ReEncrypt*", "kms:GenerateDataKey"]"#
  private static let owner = PolicySample.allow(
    #""kms:*""#, on: #""*""#, to: #"{"AWS": "arn:aws:iam::123456789012:root"}"#)

  @Test func requiresAnAdministratorInTheKeysAccount() {
    let other = PolicySample.of(
      .kms,
      PolicySample.allow(
        #""kms:*""#, on: #""*""#, to: #"{"AWS": "arn:aws:iam::999999999999:root"}"#))
    #expect(other.codes == [])
    let found = other.with(Self.ownKey)
    #expect(
      found.spots == ["WB3241 arn:aws:iam::999999999999:root", "WB3234 kms:*"])
  }

  @Test func reportsABucketInAKeyPolicy() {
    let policy = PolicySample.of(
      .kms, Self.owner, PolicySample.allow(Self.use, on: #""arn:aws:s3:::b""#, to: Self.role))
    #expect(policy.spots == ["WB3228 arn:aws:s3:::b"])
  }

  @Test(arguments: [("us-west-2", ["WB3239"]), ("us-east-1", [])])
  func comparesTheRegionThatAKeyIsUsedThrough(_ region: String, _ codes: [String]) {
    let policy = PolicySample.of(
      .kms, Self.owner,
      PolicySample.allow(
        Self.use, on: #""*""#, to: Self.role,
        when: #"{"StringEquals": {"kms:ViaService": "s3.\#(region).amazonaws.com"}}"#))
    #expect(policy.with(Self.ownKey).codes == codes)
  }

  @Test(arguments: [
    (#"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:*"}}"#, ["WB3245"]),
    (#"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}"#, ["WB3245"]),
    (#"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::b"}}"#, []),
    (#"{"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::b/*"}}"#, ["WB3271"]),
    (#"{"StringEquals": {"aws:SourceArn": "arn:aws:s3:::b*"}}"#, ["WB3271"]),
  ])
  func reportsSourcesThatAreNotOneBucket(_ condition: String, _ codes: [String]) {
    // From S3, any bucket may send; from anyone, everybody.
    let fromS3 = codes.map { $0 == "WB3245" ? "WB3288" : $0 }
    for (principal, codes) in [
      (#""*""#, codes), (#"{"Service": "s3.amazonaws.com"}"#, fromS3),
    ] {
      let policy = PolicySample.of(
        .sqs,
        PolicySample.allow(
          #""sqs:SendMessage""#, on: #""arn:aws:sqs:us-east-1:123456789012:wandb""#,
          to: principal, when: condition))
      #expect(policy.codes == codes)
    }
  }
}
