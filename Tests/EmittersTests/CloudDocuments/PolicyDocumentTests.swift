import TestSupport
import Testing

/// A document that AWS would refuse decides nothing, even where no request meets it.
@Suite struct PolicyDocumentTests {
  private func decide(
    identity: [String] = [], _ resourcePolicy: String? = nil,
    by caller: PolicyPrincipal = PolicySample.role,
    action: String = "s3:GetObject"
  ) throws {
    _ = try PolicyEvaluator.decide(
      PolicyRequest(action, on: PolicySample.bucketObject, by: caller), identityPolicies: identity,
      resourcePolicy: resourcePolicy, resourceAccount: "111122223333")
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"Version": "2012-10-17"}"#,
    #"{"Version": "2012-10-17", "Statement": []}"#,
    #"{"Version": "2012-10-18", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
    #"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
    #"{"Version": "2012-10-17", "Statements": []}"#,
    PolicySample.policy(#"{"Effect": "allow", "Action": "*", "Resource": "*"}"#),
    PolicySample.policy(#"{"Action": "*", "Resource": "*"}"#),
    PolicySample.policy(PolicySample.allow(#""Resource": "*""#)),
    PolicySample.policy(PolicySample.allow(#""Action": "*""#)),
    PolicySample.policy(PolicySample.allow(#""Action": [], "Resource": "*""#)),
    PolicySample.policy(PolicySample.allow(#""Action": "GetObject", "Resource": "*""#)),
    PolicySample.policy(
      PolicySample.allow(#""Action": "*", "NotAction": "s3:*", "Resource": "*""#)),
    PolicySample.policy(
      PolicySample.allow(#""Action": "*", "Resource": "*", "NotResource": "arn:aws:s3:::a""#)),
    PolicySample.policy(PolicySample.allow(#""Action": "*", "Resource": "files/*""#)),
    PolicySample.policy(
      PolicySample.allow(#""Action": "*", "Resource": "arn:aws:s3:::${aws:username}""#)),
    PolicySample.policy(PolicySample.allow(#""Action": "*", "Resource": "*", "Conditions": {}"#)),
    PolicySample.policy(PolicySample.allow(#""Action": "*", "Resource": "*", "Principal": "*""#)),
    PolicySample.policy(
      PolicySample.allow(#""Sid": "with space", "Action": "*", "Resource": "*""#)),
    PolicySample.policy(
      PolicySample.allow(#""Sid": "A", "Action": "*", "Resource": "*""#),
      PolicySample.deny(#""Sid": "A", "Action": "a:b", "Resource": "*""#)),
  ])
  func identityPoliciesAreChecked(_ text: String) {
    #expect(throws: MalformedPolicy.self) { try decide(identity: [text]) }
  }

  @Test(arguments: [
    #""arn:aws:iam::111122223333:root""#, #"["*"]"#, "{}", #"{"AWS": []}"#,
    #"{"AWS": "arn:aws:iam::111122223333:role/*"}"#,
    #"{"AWS": "arn:aws:sts::111122223333:assumed-role/wandb/*"}"#,
    #"{"AWS": "1234"}"#, #"{"AWS": "arn:aws:iam::111122223333:group/g"}"#,
    #"{"AWS": "arn:aws:s3:::files"}"#, #"{"Service": "*"}"#, #"{"Service": "s3"}"#,
    #"{"Federated": "*"}"#, #"{"User": "Ann"}"#,
  ])
  func principalsAreChecked(_ principal: String) {
    #expect(throws: MalformedPolicy.self) {
      try decide(
        PolicySample.policy(
          PolicySample.allow(#""Principal": \#(principal), \#(PolicySample.allS3)"#)))
    }
  }

  @Test func elementsBelongToTheirKindOfPolicy() throws {
    #expect(throws: MalformedPolicy.self) {
      try decide(PolicySample.policy(PolicySample.allow(PolicySample.allS3)))
    }
    #expect(throws: MalformedPolicy.self) {
      try decide(
        PolicySample.policy(
          PolicySample.allow(#""NotPrincipal": {"AWS": "111122223333"}, \#(PolicySample.allS3)"#)))
    }
    let trust = #""Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#
    try decide(PolicySample.policy(PolicySample.allow(trust)), action: "sts:AssumeRole")
    #expect(throws: MalformedPolicy.self) {
      try decide(
        PolicySample.policy(PolicySample.allow(trust + #", "Resource": "*""#)),
        action: "sts:AssumeRole")
    }
    try decide(
      PolicySample.policy(
        PolicySample.allow(#""Sid": "with space", "Principal": "*", \#(PolicySample.allS3)"#)))
  }

  @Test(arguments: [
    PolicyPrincipal.user("arn:aws:iam::111122223333:role/a"), .role("wandb"), .root(account: "1"),
    .user("arn:aws:iam::12:user/a"),
  ])
  func principalsOfRequestsAreChecked(_ caller: PolicyPrincipal) {
    #expect(throws: MalformedPolicy.self) { try decide(by: caller) }
  }

  @Test func onlyIdentitiesHaveIdentityPolicies() {
    #expect(throws: MalformedPolicy.self) {
      try decide(
        identity: [PolicySample.policy(PolicySample.allow(PolicySample.allS3))],
        by: .service("s3.amazonaws.com"))
    }
  }
}
