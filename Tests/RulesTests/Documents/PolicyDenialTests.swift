import CloudDocuments
import Diagnostics
import TestSupport
import Testing

/// Findings about denials, and about permissions on other resources than the configured bucket.
@Suite struct PolicyDenialTests {
  private static let files =
    #"["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]"#
  private static let onBucket = PolicySample.allow(
    #"["s3:ListBucket", "s3:GetBucketLocation"]"#, on: #""arn:aws:s3:::bbb""#)
  private static let onObjects = PolicySample.allow(files, on: #""arn:aws:s3:::bbb/*""#)
  private static let both = #"["arn:aws:s3:::bbb", "arn:aws:s3:::bbb/*"]"#
  private static let values = "global: {bucket: {provider: s3, name: bbb}}\n"
  private static let role = #"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#
  private static let queue = #""arn:aws:sqs:us-east-1:123456789012:wandb""#

  private static func deny(_ members: String) -> String { #"{"Effect": "Deny", \#(members)}"# }

  private static func deny(
    _ action: String, on resource: String, to principal: String = #""*""#, when condition: String?
  ) -> String {
    deny(
      #""Principal": \#(principal), "Action": "\#(action)", "Resource": \#(resource)"#
        + (condition.map { #", "Condition": \#($0)"# } ?? ""))
  }

  @Test(arguments: [
    (#""Action": "s3:*", "Resource": "*""#, ["WB3248"]),
    (#""Action": "s3:PutObject", "Resource": "arn:aws:s3:::bbb/*""#, ["WB3248"]),
    (#""Action": "s3:PutObject", "Resource": "arn:aws:s3:::bbb/archive/*""#, []),
    (#""Action": "s3:PutObject", "Resource": "arn:aws:s3:::c/*""#, []),
    (#""Action": "s3:*", "NotResource": ["arn:aws:s3:::bbb", "arn:aws:s3:::bbb/*"]"#, []),
    (#""NotAction": "s3:*", "Resource": "*""#, []),
    (#""Action": ["s3:DeleteBucket", "s3:PutBucketPolicy"], "Resource": "arn:aws:s3:::bbb""#, []),
    (
      #""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#,
      []
    ),
    (
      #""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": true}}"#,
      ["WB3248"]
    ),
  ])
  func reportsNeededActionsThatARoleIsDenied(_ members: String, _ codes: [String]) {
    let policy = PolicySample.role(Self.onBucket, Self.onObjects, Self.deny(members))
    #expect(policy.codes == codes)
    #expect(policy.with(Self.values).codes == codes)
  }

  @Test func reportsDenialsForEverybodyAtTheStatement() {
    let bucket = PolicySample.of(
      .bucketPolicy,
      PolicySample.allow(PolicySample.everyAction, on: Self.both, to: Self.role),
      Self.deny("s3:*", on: Self.both, when: nil))
    #expect(bucket.spots == ["WB3248 {"])
    let queue = PolicySample.of(
      .sqs,
      PolicySample.allow(
        #""sqs:SendMessage""#, on: Self.queue, to: #"{"Service": "s3.amazonaws.com"}"#,
        when: #"{"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::bbb"}}"#),
      Self.deny("sqs:SendMessage", on: Self.queue, when: nil))
    #expect(queue.spots == ["WB3248 {"])
  }

  @Test(arguments: [
    (#"{"AWS": "arn:aws:iam::123456789012:role/other"}"#, "Principal", [String]()),
    (#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#, "Principal", ["WB3248"]),
    (#"{"AWS": "arn:aws:iam::123456789012:role/other"}"#, "NotPrincipal", ["WB3248"]),
    (#"{"AWS": "arn:aws:iam::123456789012:role/wandb"}"#, "NotPrincipal", []),
  ])
  func comparesTheDeniedPrincipal(_ principal: String, _ name: String, _ codes: [String]) {
    var policy = PolicySample.of(
      .bucketPolicy,
      PolicySample.allow(PolicySample.everyAction, on: Self.both, to: Self.role),
      Self.deny(
        #""\#(name)": \#(principal), "Action": "s3:*", "Resource": "arn:aws:s3:::bbb/*""#))
    policy.principal = "arn:aws:iam::123456789012:role/wandb"
    #expect(policy.codes == codes)
  }

  @Test func invertsADenialOfTLS() {
    let policy = PolicySample.role(
      Self.onBucket, Self.onObjects,
      Self.deny(
        #""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#
      ))
    #expect(policy.spots == ["WB3248 true"])
    #expect(policy.fixed("WB3248").contains(#"{"aws:SecureTransport": "false"}"#))
  }

  @Test(arguments: [
    (#""Resource": "arn:aws:s3:::bbb/data/*""#, ["WB3274"]),
    (#""Resource": ["arn:aws:s3:::other/*"]"#, ["WB3274"]),
    (#""NotResource": ["arn:aws:s3:::bbb", "arn:aws:s3:::bbb/*"]"#, ["WB3274"]),
    (#""Resource": "arn:aws:s3:::*""#, []), (#""Resource": "${files}""#, []),
  ])
  func requiresEveryObjectOfTheConfiguredBucket(_ resource: String, _ codes: [String]) {
    let objects = #"{"Effect": "Allow", "Action": \#(Self.files), \#(resource)}"#
    let policy = PolicySample.role(Self.onBucket, objects)
    #expect(policy.codes == [])
    #expect(policy.with(Self.values).codes == codes)
  }

  @Test func requiresOnlyObjectsUnderThePrefix() {
    let values = "global: {bucket: {provider: s3, name: bbb, path: data}}\n"
    let policy = PolicySample.role(
      Self.onBucket, PolicySample.allow(Self.files, on: #""arn:aws:s3:::bbb/data/*""#))
    #expect(policy.with(values).codes == [])
    #expect(policy.with(values.replacing("data", with: "files")).codes == ["WB3274"])
  }

  /// Every bucket that a policy names was once compared with every statement.
  @Test func comparesManyBuckets() {
    let allowed = (0..<2000).map {
      PolicySample.allow(#""s3:GetObject""#, on: #""arn:aws:s3:::bucket-\#($0)""#)
    }
    let denied = Self.deny(#""Action": "s3:GetObject", "Resource": "*""#)
    let policy = PolicySample.role(([denied] + allowed).joined(separator: ",\n"))
    #expect(policy.codes.count { $0 == "WB3230" } == 2000)
  }
}
