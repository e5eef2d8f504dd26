import CloudDocuments
import Diagnostics
import Pipeline
import TestSupport
import Testing

/// Findings about principals, and about conditions that limit them.
@Suite struct PolicyPrincipalTests {
  private static let both = PolicySample.bothOfBucket
  private static let all = PolicySample.everyAction

  @Test(arguments: [
    (#"{"Bool": {"aws:SecureTransport": "true"}}"#, ["WB3235"]),
    (#"{"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}"#, ["WB3235"]),
    (#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}"#, ["WB3235"]),
    (#"{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#, []),
    (#"{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}"#, []),
    (#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#, ["WB3235"]),
    (#"{"StringEquals": {"aws:SourceVpce": "vpce-1"}}"#, []),
  ])
  func reportsConditionsThatDoNotLimitWhoIsMeant(_ condition: String, _ codes: [String]) {
    for principal in [#""*""#, #"{"AWS": "*"}"#, #"{"AWS": ["*"]}"#] {
      let policy = PolicySample.of(
        .bucketPolicy, PolicySample.allow(Self.all, on: Self.both, to: principal, when: condition))
      #expect(policy.codes == codes, "\(principal)")
    }
  }

  /// A role's policy has no principal at all, so whom this one names is not another mistake.
  @Test func reportsAPrincipalOfARoleOnce() {
    let statement = PolicySample.allow(
      #""ec2:DescribeVpcs""#, on: #""*""#, to: #""*""#)
    #expect(PolicySample.of(.iam, statement).codes == ["WB3225"])
  }

  @Test func acceptsDenialsForEverybody() {
    let deny =
      #"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}"#
    #expect(PolicySample.of(.bucketPolicy, deny).codes == [])
  }

  @Test(arguments: [
    "arn:aws:iam::123456789012:role/team/wandb", "arn:aws:iam::123456789012:user/wandb",
    "arn:aws:sts::123456789012:assumed-role/wandb/session", "AROA1234567890ABCDEFG",
    "<aws_principal_and_role_arn>", "${role}",
  ])
  func acceptsPrincipals(_ name: String) {
    let statement = PolicySample.allow(Self.all, on: Self.both, to: #"{"AWS": "\#(name)"}"#)
    let codes = PolicySample.of(.bucketPolicy, statement).codes
    #expect(codes == (name.hasPrefix("<") ? ["WB2008"] : []))
  }

  @Test(arguments: [
    "arn:aws:iam::12345:role/wandb", "arn:aws:iam::123456789012:role/*", "wandb", "1234",
    "arn:aws:s3:::b", "arn:aws:iam::123456789012:",
  ])
  func reportsMalformedPrincipals(_ name: String) {
    let statement = PolicySample.allow(Self.all, on: Self.both, to: #"{"AWS": "\#(name)"}"#)
    #expect(PolicySample.of(.bucketPolicy, statement).spots == ["WB3229 \(name)"])
  }

  @Test func acceptsTheConfiguredAccount() {
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
          from: .commandLine),
      ], options)
    #expect(Check.codes(named) == [])
  }

  @Test(arguments: [
    (#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:*"}}"#, ["WB3235"]),
    (#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}}"#, []),
    (#"{"Bool": {"aws:PrincipalIsAWSService": "false"}}"#, ["WB3235"]),
    (#"{"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}"#, ["WB3235"]),
    (#"{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.7"]}}"#, []),
    (#"{"StringLike": {"aws:PrincipalOrgID": "o-*"}}"#, ["WB3235"]),
    (#"{"StringLike": {"aws:userid": "AROA1234567890ABCDEFG:*"}}"#, []),
  ])
  func reportsConditionsWithWideValues(_ condition: String, _ codes: [String]) {
    let policy = PolicySample.of(
      .bucketPolicy, PolicySample.allow(Self.all, on: Self.both, to: #""*""#, when: condition))
    #expect(policy.codes == codes)
  }

  @Test(
    arguments: [
      ("arn:aws:iam::123456789012:role/wandb", []),
      ("arn:aws:iam::210987654321:role/wandb", ["WB3270"]),
      ("arn:aws:iam::123456789012:role/other", ["WB3270"]),
      ("arn:aws:sts::123456789012:assumed-role/wandb/session", []),
      ("arn:aws:iam::123456789012:root", ["WB3236"]), ("${role}", []),
    ] as [(String, [String])])
  func comparesTheConfiguredPrincipal(_ name: String, _ codes: [String]) {
    var policy = PolicySample.of(
      .bucketPolicy, PolicySample.allow(Self.all, on: Self.both, to: #"{"AWS": "\#(name)"}"#))
    policy.principal = "arn:aws:iam::123456789012:role/wandb"
    #expect(policy.codes == codes)
  }

  @Test func reportsOtherBucketsInABucketPolicy() {
    let role = #"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#
    let other = #"["arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::c/*"]"#
    let policy = PolicySample.of(.bucketPolicy, PolicySample.allow(Self.all, on: other, to: role))
    #expect(policy.spots == ["WB3249 arn:aws:s3:::c/*"])
    let star = PolicySample.of(.bucketPolicy, PolicySample.allow(Self.all, on: #""*""#, to: role))
    #expect(star.spots == ["WB3228 *"])
  }
}
