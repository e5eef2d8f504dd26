import TestSupport
import Testing

/// Whether a condition holds, seen through a statement that nothing else limits.
@Suite struct PolicyConditionTests {
  private func holds(_ block: String, _ context: [String: ContextValue]) throws -> Bool {
    try PolicyEvaluator.decide(
      PolicyRequest("s3:ListBucket", on: "arn:aws:s3:::files", by: PolicySample.role, context),
      identityPolicies: [
        PolicySample.policy(
          PolicySample.allow(#"\#(PolicySample.allS3), "Condition": {\#(block)}"#))
      ],
      resourceAccount: "111122223333") == .allowed
  }

  private static let source = "arn:aws:s3:::files"
  private static let job = "arn:aws:batch:us-east-1:111122223333:job/a:b"

  @Test(arguments: [
    (#""StringEquals": {"s3:prefix": "a"}"#, "a", true),
    (#""StringEquals": {"s3:prefix": "a"}"#, "A", false),
    (#""StringEquals": {"s3:prefix": ["a", "b"]}"#, "b", true),
    (#""StringEquals": {"s3:prefix": "a*"}"#, "ab", false),
    (#""StringEquals": {"s3:prefix": "a"}"#, nil, false),
    (#""StringEquals": {"S3:Prefix": "a"}"#, "a", true),
    (#""StringNotEquals": {"s3:prefix": "a"}"#, "a", false),
    (#""StringNotEquals": {"s3:prefix": ["a", "b"]}"#, "b", false),
    (#""StringNotEquals": {"s3:prefix": ["a", "b"]}"#, "c", true),
    (#""StringNotEquals": {"s3:prefix": "a"}"#, nil, true),
    (#""StringEqualsIgnoreCase": {"s3:prefix": "Ab"}"#, "aB", true),
    (#""StringNotEqualsIgnoreCase": {"s3:prefix": "Ab"}"#, "aB", false),
    (#""StringLike": {"s3:prefix": "runs/*"}"#, "runs/1", true),
    (#""StringLike": {"s3:prefix": ["", "runs/?"]}"#, "", true),
    (#""StringLike": {"s3:prefix": "runs/?"}"#, "runs/", false),
    (#""StringLike": {"s3:prefix": "*a*b"}"#, "xaabab", true),
    (#""StringLike": {"s3:prefix": "Runs/*"}"#, "runs/1", false),
    (#""StringNotLike": {"s3:prefix": "runs/*"}"#, "runs/1", false),
    (#""StringNotLike": {"s3:prefix": "runs/*"}"#, nil, true),
    (#""StringEqualsIfExists": {"s3:prefix": "a"}"#, nil, true),
    (#""StringEqualsIfExists": {"s3:prefix": "a"}"#, "b", false),
    (#""StringNotLikeIfExists": {"s3:prefix": "a"}"#, nil, true),
    (#""Null": {"s3:prefix": "true"}"#, nil, true),
    (#""Null": {"s3:prefix": "true"}"#, "a", false),
    (#""Null": {"s3:prefix": false}"#, "a", true),
    (#""Null": {"s3:prefix": "false"}"#, nil, false),
    (#""StringLike": {"s3:prefix": "a*"}, "StringNotEquals": {"s3:prefix": "ab"}"#, "ac", true),
    (#""StringLike": {"s3:prefix": "a*"}, "StringNotEquals": {"s3:prefix": "ab"}"#, "ab", false),
    (#""StringLike": {"s3:prefix": "*", "s3:delimiter": "/"}"#, "a", false),
  ])
  func textIsCompared(_ block: String, _ prefix: String?, _ expected: Bool) throws {
    #expect(try holds(block, prefix.map { ["s3:prefix": ContextValue($0)] } ?? [:]) == expected)
  }

  @Test(arguments: [
    (#""ArnEquals": {"aws:SourceArn": "arn:aws:s3:::files"}"#, source, true),
    (#""ArnEquals": {"aws:SourceArn": "arn:aws:s3:::f*"}"#, source, true),
    (#""ArnLike": {"aws:SourceArn": "arn:*:s3:::file?"}"#, source, true),
    (#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::Files"}"#, source, false),
    (#""ArnLike": {"aws:SourceArn": "arn:aws:batch:*:111122223333:job/*"}"#, job, true),
    (#""ArnLike": {"aws:SourceArn": "arn:aws:batch:*:*:*:b"}"#, job, true),
    (#""ArnLike": {"aws:SourceArn": "arn:aws:*:b:*:*"}"#, job, false),
    (#""StringLike": {"aws:SourceArn": "arn:aws:*:b"}"#, job, true),
    (#""ArnLike": {"aws:SourceArn": "arn:aws:s3:::files"}"#, nil, false),
    (#""ArnNotLike": {"aws:SourceArn": "arn:aws:s3:::f*"}"#, source, false),
    (#""ArnNotEquals": {"aws:SourceArn": "arn:aws:s3:::g*"}"#, source, true),
    (#""ArnNotEquals": {"aws:SourceArn": "arn:aws:s3:::g*"}"#, nil, true),
    (#""ArnLikeIfExists": {"aws:SourceArn": "arn:aws:s3:::g*"}"#, nil, true),
  ])
  func namesAreComparedPartByPart(_ block: String, _ source: String?, _ expected: Bool) throws {
    #expect(try holds(block, source.map { ["aws:SourceArn": ContextValue($0)] } ?? [:]) == expected)
  }

  @Test(arguments: [
    (#""Bool": {"aws:SecureTransport": "false"}"#, "false", true),
    (#""Bool": {"aws:SecureTransport": false}"#, "true", false),
    (#""Bool": {"aws:SecureTransport": "true"}"#, nil, false),
    (#""BoolIfExists": {"aws:SecureTransport": "true"}"#, nil, true),
    (#""BoolIfExists": {"aws:SecureTransport": "true"}"#, "false", false),
  ])
  func truthIsCompared(_ block: String, _ secure: String?, _ expected: Bool) throws {
    let context = secure.map { ["aws:SecureTransport": ContextValue($0)] } ?? [:]
    #expect(try holds(block, context) == expected)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true),
    ("10.0.0.0/8", "11.0.0.1", false),
    ("203.0.113.128/25", "203.0.113.127", false),
    ("203.0.113.128/25", "203.0.113.200", true),
    ("203.0.113.7", "203.0.113.7", true),
    ("203.0.113.7", "203.0.113.8", false),
    ("0.0.0.0/0", "8.8.8.8", true),
    ("0.0.0.0/0", "2001:db8::1", false),
    ("2001:DB8:1234:5678::/64", "2001:db8:1234:5678:9::1", true),
    ("2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false),
    ("2001:db8::1", "2001:db8:0:0:0:0:0:1", true),
    ("::/0", "::1", true),
    ("::/0", "8.8.8.8", false),
  ])
  func addressesAreInRanges(_ range: String, _ address: String, _ expected: Bool) throws {
    let context: [String: ContextValue] = ["aws:SourceIp": ContextValue(address)]
    #expect(try holds(#""IpAddress": {"aws:SourceIp": "\#(range)"}"#, context) == expected)
    #expect(try holds(#""NotIpAddress": {"aws:SourceIp": "\#(range)"}"#, context) == !expected)
    #expect(try !holds(#""IpAddress": {"aws:SourceIp": "\#(range)"}"#, [:]))
    #expect(try holds(#""NotIpAddress": {"aws:SourceIp": "\#(range)"}"#, [:]))
  }

  @Test(arguments: [
    (#""ForAnyValue:StringEquals": {"aws:TagKeys": ["a", "b"]}"#, ["b", "c"], true),
    (#""ForAnyValue:StringEquals": {"aws:TagKeys": ["a", "b"]}"#, ["c"], false),
    (#""ForAnyValue:StringEquals": {"aws:TagKeys": "a"}"#, [], false),
    (#""ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}"#, ["a", "b"], true),
    (#""ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}"#, ["a"], false),
    (#""ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}"#, [], false),
    (#""ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}"#, ["b", "a"], true),
    (#""ForAllValues:StringLike": {"aws:TagKeys": "a*"}"#, ["ab", "b"], false),
    (#""ForAllValues:StringEquals": {"aws:TagKeys": "a"}"#, [], true),
    (#""ForAllValues:StringNotEquals": {"aws:TagKeys": "a"}"#, ["b", "a"], false),
    (#""ForAllValues:StringNotEquals": {"aws:TagKeys": "a"}"#, ["b", "c"], true),
    (
      #""ForAllValues:StringEquals": {"aws:TagKeys": "a"}, "Null": {"aws:TagKeys": "false"}"#, [],
      false
    ),
  ])
  func setsAreTakenTogether(_ block: String, _ tags: [String], _ expected: Bool) throws {
    #expect(try holds(block, ["aws:TagKeys": ContextValue(tags)]) == expected)
  }

  @Test(arguments: [
    #""StringMatches": {"s3:prefix": "a"}"#,
    #""stringequals": {"s3:prefix": "a"}"#,
    #""NullIfExists": {"s3:prefix": "true"}"#,
    #""Null": {"s3:prefix": "yes"}"#,
    #""Bool": {"aws:SecureTransport": "no"}"#,
    #""ForSomeValues:StringEquals": {"s3:prefix": "a"}"#,
    #""ForAnyValue:StringEqualsIfExists": {"s3:prefix": "a"}"#,
    #""StringEquals": {"prefix": "a"}"#,
    #""StringEquals": {"s3:prefix": []}"#,
    #""StringEquals": {"s3:prefix": 1}"#,
    #""StringEquals": {"s3:prefix": "a", "s3:prefix": "b"}"#,
    #""StringEquals": {"s3:prefix": "${aws:username}"}"#,
    #""StringEquals": {}"#,
    #""ArnLike": {"aws:SourceArn": "arn:aws:s3"}"#,
    #""IpAddress": {"aws:SourceIp": "10.0.0.0/33"}"#,
    #""IpAddress": {"aws:SourceIp": "10.0.0/8"}"#,
    #""IpAddress": {"aws:SourceIp": "1::2::3"}"#,
    #""IpAddress": {"aws:SourceIp": "2001:db8::/129"}"#,
    #""StringEquals": {"aws:TagKeys": "a"}"#,
  ])
  func policiesThatAWSRejectsAreNotEvaluated(_ block: String) {
    #expect(throws: MalformedPolicy.self) {
      try holds(block, ["aws:TagKeys": ["a", "b"], "aws:SourceIp": "10.0.0.1"])
    }
  }
}
