import TestSupport
import Testing

private let user: PolicyPrincipal = .user("arn:aws:iam::111122223333:user/Ann")
private let stranger: PolicyPrincipal = .role("arn:aws:iam::999988887777:role/other")
private let key = "arn:aws:kms:us-east-1:111122223333:key/1"
private let provider =
  "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/E"
private let allKeys = #""Action": "kms:*", "Resource": "*""#

/// Decisions are AWS's: each case follows from a sentence of its documentation.
@Suite struct PolicyEvaluatorTests {
  private func decide(
    _ caller: PolicyPrincipal, _ action: String = "s3:GetObject",
    on resource: String = PolicySample.bucketObject,
    _ context: [String: ContextValue] = [:], identity: [String] = [], resourcePolicy: String? = nil
  ) throws -> PolicyDecision {
    try PolicyEvaluator.decide(
      PolicyRequest(action, on: resource, by: caller, context), identityPolicies: identity,
      resourcePolicy: resourcePolicy, resourceAccount: "111122223333")
  }

  @Test func nothingIsAllowedWithoutAPolicy() throws {
    #expect(try decide(PolicySample.role) == .implicitlyDenied)
    #expect(try decide(.anonymous) == .implicitlyDenied)
    #expect(try decide(.root(account: "111122223333")) == .allowed)
  }

  @Test func denyWinsInAnyOrder() throws {
    let open = PolicySample.policy(PolicySample.allow(PolicySample.allS3))
    let shut = PolicySample.policy(PolicySample.deny(PolicySample.allS3))
    #expect(try decide(PolicySample.role, identity: [open]) == .allowed)
    #expect(try decide(PolicySample.role, identity: [open, shut]) == .explicitlyDenied)
    #expect(
      try decide(
        PolicySample.role,
        identity: [
          PolicySample.policy(
            PolicySample.deny(PolicySample.allS3), PolicySample.allow(PolicySample.allS3))
        ]) == .explicitlyDenied)
    let shutBucket = PolicySample.policy(
      PolicySample.deny(#""Principal": "*", \#(PolicySample.allS3)"#))
    #expect(
      try decide(PolicySample.role, identity: [open], resourcePolicy: shutBucket)
        == .explicitlyDenied)
    #expect(
      try decide(.root(account: "111122223333"), resourcePolicy: shutBucket) == .explicitlyDenied)
  }

  @Test(arguments: [
    (#""Action": "s3:GetObject""#, true),
    (#""Action": "S3:getobject""#, true),
    (#""Action": "s3:Get*""#, true),
    (#""Action": "s3:Get?bject""#, true),
    (#""Action": "*""#, true),
    (#""Action": ["s3:PutObject", "s3:GetObject"]"#, true),
    (#""Action": "s3:GetObjec""#, false),
    (#""Action": "s3:GetObject?""#, false),
    (#""Action": "kms:*""#, false),
    (#""NotAction": "s3:GetObject""#, false),
    (#""NotAction": "s3:Put*""#, true),
    (#""NotAction": ["s3:Put*", "s3:get*"]"#, false),
  ])
  func actionsIgnoreCase(_ element: String, _ isAllowed: Bool) throws {
    let policy = PolicySample.policy(PolicySample.allow(#"\#(element), "Resource": "*""#))
    #expect(
      try decide(PolicySample.role, identity: [policy])
        == (isAllowed ? .allowed : .implicitlyDenied))
  }

  @Test(arguments: [
    (#""Resource": "arn:aws:s3:::files/*""#, true),
    (#""Resource": "arn:aws:s3:::files/runs/?""#, true),
    (#""Resource": "arn:aws:s3:::f*s/*/1""#, true),
    (#""Resource": ["arn:aws:s3:::files", "arn:aws:s3:::files/runs/1"]"#, true),
    (#""Resource": "arn:aws:s3:::files""#, false),
    (#""Resource": "arn:aws:s3:::files/RUNS/*""#, false),
    (#""Resource": "arn:aws:s3:::files/runs/1/*""#, false),
    (#""NotResource": "arn:aws:s3:::files/*""#, false),
    (#""NotResource": "arn:aws:s3:::other/*""#, true),
  ])
  func resourcesHeedCase(_ element: String, _ isAllowed: Bool) throws {
    let policy = PolicySample.policy(PolicySample.allow(#""Action": "s3:*", \#(element)"#))
    #expect(
      try decide(PolicySample.role, identity: [policy])
        == (isAllowed ? .allowed : .implicitlyDenied))
  }

  /// Within an account, naming a principal grants, and naming the account only delegates.
  @Test(arguments: [
    (#""*""#, PolicySample.role, true),
    (#"{"AWS": "*"}"#, PolicySample.role, true),
    (#"{"AWS": "arn:aws:iam::111122223333:role/app/wandb"}"#, PolicySample.role, true),
    (#"{"AWS": "arn:aws:sts::111122223333:assumed-role/wandb/s1"}"#, PolicySample.role, true),
    (#"{"AWS": "arn:aws:sts::111122223333:assumed-role/wandb/s2"}"#, PolicySample.role, false),
    (#"{"AWS": "arn:aws:iam::111122223333:role/wandb"}"#, PolicySample.role, false),
    (#"{"AWS": "arn:aws:iam::111122223333:root"}"#, PolicySample.role, false),
    (#"{"AWS": "111122223333"}"#, PolicySample.role, false),
    (#"{"AWS": ["999988887777", "arn:aws:iam::111122223333:user/Ann"]}"#, user, true),
    (#"{"AWS": "arn:aws:iam::111122223333:user/ann"}"#, user, false),
    (#"{"Service": "logging.s3.amazonaws.com"}"#, .service("logging.s3.amazonaws.com"), true),
    (#"{"Service": "sns.amazonaws.com"}"#, .service("logging.s3.amazonaws.com"), false),
    (#""*""#, .service("sns.amazonaws.com"), true),
    (#"{"AWS": "*"}"#, .service("sns.amazonaws.com"), false),
    (#""*""#, .anonymous, true),
    (#"{"AWS": "*"}"#, .anonymous, true),
    (#"{"AWS": "111122223333"}"#, .anonymous, false),
  ])
  func resourcePoliciesGrantToWhomTheyName(
    _ named: String, _ caller: PolicyPrincipal, _ isAllowed: Bool
  ) throws {
    let bucket = PolicySample.policy(
      PolicySample.allow(#""Principal": \#(named), \#(PolicySample.allS3)"#))
    let decision = try decide(caller, resourcePolicy: bucket)
    #expect(decision == (isAllowed ? .allowed : .implicitlyDenied))
  }

  @Test func denyOfAnAccountMeetsAllOfIt() throws {
    let open = PolicySample.policy(PolicySample.allow(PolicySample.allS3))
    let bucket = PolicySample.policy(
      PolicySample.deny(#""Principal": {"AWS": "111122223333"}, \#(PolicySample.allS3)"#))
    #expect(
      try decide(PolicySample.role, identity: [open], resourcePolicy: bucket) == .explicitlyDenied)
    #expect(try decide(user, identity: [open], resourcePolicy: bucket) == .explicitlyDenied)
  }

  /// AWS looks at the account first and then at the role.
  @Test(arguments: [
    (#"["arn:aws:iam::111122223333:role/app/wandb", "111122223333"]"#, PolicyDecision.allowed),
    (#""arn:aws:iam::111122223333:role/app/wandb""#, .explicitlyDenied),
    (#""111122223333""#, .explicitlyDenied),
    (#""arn:aws:iam::111122223333:user/Ann""#, .explicitlyDenied),
    (#""*""#, .allowed),
  ])
  func notPrincipalSparesWhoIsNamedWithTheAccount(
    _ names: String, _ decision: PolicyDecision
  ) throws {
    let bucket = PolicySample.policy(
      PolicySample.deny(#""NotPrincipal": {"AWS": \#(names)}, \#(PolicySample.allS3)"#))
    let open = PolicySample.policy(PolicySample.allow(PolicySample.allS3))
    #expect(try decide(PolicySample.role, identity: [open], resourcePolicy: bucket) == decision)
  }

  @Test func acrossAccountsBothSidesAllow() throws {
    let open = PolicySample.policy(PolicySample.allow(PolicySample.allS3))
    for named in [
      #""*""#, #"{"AWS": "999988887777"}"#, #"{"AWS": "arn:aws:iam::999988887777:role/other"}"#,
    ] {
      let bucket = PolicySample.policy(
        PolicySample.allow(#""Principal": \#(named), \#(PolicySample.allS3)"#))
      #expect(try decide(stranger, resourcePolicy: bucket) == .implicitlyDenied)
      #expect(try decide(stranger, identity: [open], resourcePolicy: bucket) == .allowed)
    }
    #expect(try decide(stranger, identity: [open]) == .implicitlyDenied)
    let own = PolicySample.policy(
      PolicySample.allow(#""Principal": {"AWS": "111122223333"}, \#(PolicySample.allS3)"#))
    #expect(try decide(stranger, identity: [open], resourcePolicy: own) == .implicitlyDenied)
    let root = PolicyPrincipal.root(account: "999988887777")
    #expect(try decide(root, resourcePolicy: own) == .implicitlyDenied)
    let shared = PolicySample.policy(
      PolicySample.allow(#""Principal": {"AWS": "999988887777"}, \#(PolicySample.allS3)"#))
    #expect(try decide(root, resourcePolicy: shared) == .allowed)
  }

  /// Unlike a bucket, a key hears no policy of the account unless its own policy says so.
  @Test func keysDecideWhetherIdentityPoliciesCount() throws {
    func decide(
      _ caller: PolicyPrincipal, identity: [String] = [], _ principal: String
    ) throws -> PolicyDecision {
      try self.decide(
        caller, "kms:Decrypt", on: key, identity: identity,
        resourcePolicy: PolicySample.policy(
          PolicySample.allow(#""Principal": \#(principal), \#(allKeys)"#)))
    }
    let open = PolicySample.policy(PolicySample.allow(allKeys))
    let account = #"{"AWS": "arn:aws:iam::111122223333:root"}"#
    let named = #"{"AWS": "arn:aws:iam::111122223333:role/app/wandb"}"#
    let other = #"{"AWS": "arn:aws:iam::111122223333:user/Ann"}"#
    #expect(
      try self.decide(PolicySample.role, "kms:Decrypt", on: key, identity: [open])
        == .implicitlyDenied)
    #expect(try decide(PolicySample.role, identity: [open], other) == .implicitlyDenied)
    #expect(try decide(PolicySample.role, account) == .implicitlyDenied)
    #expect(try decide(PolicySample.role, identity: [open], account) == .allowed)
    #expect(try decide(PolicySample.role, named) == .allowed)
    #expect(try decide(PolicySample.role, #""*""#) == .allowed)
    #expect(try decide(.root(account: "111122223333"), account) == .allowed)
    #expect(try decide(.root(account: "111122223333"), named) == .implicitlyDenied)
    #expect(try decide(stranger, identity: [open], account) == .implicitlyDenied)
    #expect(try decide(stranger, identity: [open], #"{"AWS": "999988887777"}"#) == .allowed)
    #expect(try decide(stranger, #"{"AWS": "999988887777"}"#) == .implicitlyDenied)
  }

  @Test func trustPoliciesAreWhatARoleAsksFor() throws {
    let subject = "oidc.eks.us-east-1.amazonaws.com/id/E:sub"
    let audience = "oidc.eks.us-east-1.amazonaws.com/id/E:aud"
    let trust = PolicySample.policy(
      PolicySample.allow(
        #"""
        "Principal": {"Federated": "\#(provider)"}, "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {"\#(audience)": "sts.amazonaws.com",
          "\#(subject)": ["system:serviceaccount:default:wandb", "system:serviceaccount:w:api"]}}
        """#))
    func ask(
      _ caller: PolicyPrincipal, _ action: String = "sts:AssumeRoleWithWebIdentity",
      as sub: ContextValue, identity: [String] = []
    ) throws -> PolicyDecision {
      try decide(
        caller, action, on: "arn:aws:iam::111122223333:role/app/wandb",
        [subject: sub, audience: "sts.amazonaws.com"], identity: identity, resourcePolicy: trust)
    }
    #expect(try ask(.federated(provider), as: "system:serviceaccount:w:api") == .allowed)
    #expect(try ask(.federated(provider), as: "system:serviceaccount:w:x") == .implicitlyDenied)
    #expect(
      try ask(.federated(provider + "2"), as: "system:serviceaccount:w:api") == .implicitlyDenied)
    #expect(
      try ask(.federated(provider), "sts:AssumeRole", as: "system:serviceaccount:w:api")
        == .implicitlyDenied)
    #expect(
      try ask(
        user, as: "system:serviceaccount:w:api",
        identity: [PolicySample.policy(PolicySample.allow(#""Action": "sts:*", "Resource": "*""#))])
        == .implicitlyDenied)
  }

  @Test func keysOfThePrincipalAreKnown() throws {
    func condition(_ key: String, _ value: String) -> String {
      PolicySample.policy(
        PolicySample.allow(
          #"\#(PolicySample.allS3), "Condition": {"StringEquals": {"\#(key)": "\#(value)"}}"#))
    }
    let arn = "arn:aws:iam::111122223333:role/app/wandb"
    #expect(
      try decide(PolicySample.role, identity: [condition("aws:PrincipalArn", arn)]) == .allowed)
    #expect(
      try decide(PolicySample.role, identity: [condition("AWS:principalaccount", "111122223333")])
        == .allowed)
    let decrypt = PolicySample.policy(
      PolicySample.allow(
        #"\#(allKeys), "Principal": {"AWS": "*"}, "Condition": {"StringEquals": "#
          + #"{"kms:CallerAccount": "111122223333", "kms:ViaService": "s3.us-east-1.amazonaws.com"}}"#
      ))
    let viaS3: [String: ContextValue] = ["kms:ViaService": "s3.us-east-1.amazonaws.com"]
    #expect(
      try decide(PolicySample.role, "kms:Decrypt", on: key, viaS3, resourcePolicy: decrypt)
        == .allowed)
    #expect(
      try decide(PolicySample.role, "kms:Decrypt", on: key, resourcePolicy: decrypt)
        == .implicitlyDenied)
    #expect(
      try decide(
        stranger, "kms:Decrypt", on: key, viaS3,
        identity: [PolicySample.policy(PolicySample.allow(allKeys))],
        resourcePolicy: decrypt) == .implicitlyDenied)
  }
}
