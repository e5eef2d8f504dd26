import Diagnostics
import Emitters
import Foundation
import Pipeline
import TestSupport
import Testing

/// Who may do what on AWS, and what stands in the way of saying it.
@Suite struct AWSPolicyTests {
  private static let full = """
    global:
      host: https://w.example.com
      bucket:
        provider: s3
        name: files
        region: us-east-1
        kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b
      extraEnv: {BUCKET_QUEUE: "sqs://events"}

    """
  private static let role = "aws.principal=arn:aws:iam::123456789012:role/wandb"
  private static let bucket =
    "global: {host: \"https://w\", bucket: {provider: s3, name: files, region: us-east-1}}\n"

  private func render(
    _ target: String, _ yaml: String = full, _ settings: [String] = [role],
    _ change: (inout EmitOptions) -> Void = { _ in }
  ) throws -> CloudRendering {
    try CloudRendering(target, yaml, settings, change)
  }

  // MARK: Roles

  @Test func everyActionIsAllowedOnItsOwnResource() throws {
    let policy = try render("iam").policy()
    let bucket = try #require(policy["WandBBucket"])
    #expect(bucket.resources == ["arn:aws:s3:::files"])
    #expect(!bucket.actions.contains { $0.contains("Object") && !$0.contains("List") })
    #expect(policy["WandBObjects"]?.resources == ["arn:aws:s3:::files/*"])
    #expect(policy["WandBKey"]?.resources == ["arn:aws:kms:us-east-1:123456789012:key/0a1b"])
    #expect(policy["WandBQueue"]?.resources == ["arn:aws:sqs:us-east-1:123456789012:events"])
  }

  @Test func nothingIsAllowedWholesale() throws {
    for target in ["iam", "s3-bucket-policy", "kms", "sqs"] {
      let actions = try render(target).policy().allowed.flatMap(\.actions)
      #expect(!actions.contains { $0.hasSuffix(":*") || $0 == "*" }, "\(target): \(actions)")
    }
  }

  @Test(arguments: ["iam", "s3-bucket-policy", "kms", "sqs"])
  func policiesHaveTheirVersionAndDistinctNames(_ target: String) throws {
    let policy = try render(target).policy()
    #expect(policy.version == "2012-10-17")
    let names = policy.statements.map(\.sid)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9]+/) != nil })
  }

  @Test func aBucketAloneNeedsNeitherKeyNorQueue() throws {
    let rendering = try render("iam", Self.bucket, [])
    #expect(rendering.codes == [])
    #expect(try rendering.policy().statements.map(\.sid) == ["WandBBucket", "WandBObjects"])
  }

  @Test func aQueueInTheServerIsNotAnAWSQueue() throws {
    let yaml = Self.bucket + "app: {extraEnv: {BUCKET_QUEUE: \"internal://\"}}\n"
    #expect(try render("iam", yaml, []).policy()["WandBQueue"] == nil)
  }

  // MARK: Trust

  @Test func onlyNamedServiceAccountsTakeTheRoleOn() throws {
    let rendering = try render(
      "iam", Self.full + Self.accounts("name: one, ", "name: two, "),
      ["aws.oidcProvider=oidc.example.com/id/1", "kubernetes.namespace=ns"]
    ) { $0.trust = .irsa }
    #expect(rendering.files.keys.sorted() == ["iam-trust.json", "iam.json"])
    let statement = try #require(rendering.policy("iam-trust.json")["ServiceAccounts"])
    #expect(
      statement.conditions == [
        "StringEquals oidc.example.com/id/1:aud": ["sts.amazonaws.com"],
        "StringEquals oidc.example.com/id/1:sub": [
          "system:serviceaccount:ns:two", "system:serviceaccount:ns:one",
        ],
      ])
    #expect(
      statement.principal == ["arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id/1"])
  }

  @Test func anUnnamedServiceAccountOpensTheRoleToItsNamespace() throws {
    let rendering = try render(
      "iam", Self.full + Self.accounts("name: one, ", ""),
      ["aws.oidcProvider=oidc.example.com", "kubernetes.namespace=ns"]
    ) { $0.trust = .irsa }
    let statement = try #require(rendering.policy("iam-trust.json")["ServiceAccounts"])
    #expect(
      statement.conditions["StringLike oidc.example.com:sub"] == [
        "system:serviceaccount:ns:*"
      ])
  }

  @Test func theNameOfTheReleaseGivesTheServiceAccounts() throws {
    let settings = [
      "aws.account=123456789012",
      "aws.oidcProvider=arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
      "kubernetes.namespace=ns", "helm.release=ml",
    ]
    let named = try render(
      "iam", Self.full + Self.accounts("name: one, ", ""), settings
    ) { $0.trust = .irsa }
    let statement = try #require(named.policy("iam-trust.json")["ServiceAccounts"])
    #expect(
      statement.conditions["StringEquals oidc.example.com:sub"] == [
        "system:serviceaccount:ns:ml-api", "system:serviceaccount:ns:one",
      ])
    let all = try render(
      "iam", Self.full + "console: {install: false}\nparquet: {nameOverride: files}\n", settings
    ) { $0.trust = .irsa }
    let subjects = try #require(
      all.policy("iam-trust.json")["ServiceAccounts"]?
        .conditions["StringEquals oidc.example.com:sub"])
    for name in ["ml-app", "ml-files", "ml-weave", "ml-app-rename-pre-hook"] {
      #expect(subjects.contains("system:serviceaccount:ns:\(name)"), "\(subjects)")
    }
    for name in ["ml-console", "ml-executor", "ml-mysql", "*"] {
      #expect(!subjects.contains("system:serviceaccount:ns:\(name)"), "\(subjects)")
    }
  }

  @Test func podIdentityAssumesAndTagsTheSession() throws {
    let bare = try render("iam") { $0.trust = .podIdentity }
    let open = try #require(bare.policy("iam-trust.json")["ServiceAccounts"])
    #expect(open.actions == ["sts:AssumeRole", "sts:TagSession"])
    #expect(open.principal == ["pods.eks.amazonaws.com"])
    #expect(open.conditions.isEmpty)
    let limited = try render(
      "iam", Self.full + Self.accounts("name: one, ", ""),
      ["kubernetes.namespace=ns", "helm.release=ml"]
    ) { $0.trust = .podIdentity }
    #expect(
      try limited.policy("iam-trust.json")["ServiceAccounts"]?.conditions == [
        "StringEquals aws:RequestTag/kubernetes-namespace": ["ns"],
        "StringEquals aws:RequestTag/kubernetes-service-account": ["ml-api", "one"],
      ])
  }

  private static func accounts(_ app: String, _ api: String) -> String {
    let annotations =
      "annotations: {eks.amazonaws.com/role-arn: 'arn:aws:iam::123456789012:role/wandb'}"
    return """
      app: {serviceAccount: {\(app)\(annotations)}}
      api: {serviceAccount: {\(api)\(annotations)}}

      """
  }

  @Test func theTrustPolicyNeedsAnIssuer() throws {
    let rendering = try render("iam") { $0.trust = .irsa }
    #expect(rendering.missing == ["aws.oidcProvider", "kubernetes.namespace"])
    #expect(rendering.files.isEmpty)
  }

  // MARK: Buckets

  @Test func aBucketRefusesNothingUnlessAsked() throws {
    let policy = try render("s3-bucket-policy").policy()
    #expect(policy.statements.map(\.effect) == ["Allow", "Allow"])
    #expect(policy["WandBObjects"]?.principal == ["arn:aws:iam::123456789012:role/wandb"])
  }

  @Test func plainRequestsAreRefusedWhenAsked() throws {
    let policy = try render("s3-bucket-policy", Self.full, [Self.role, "aws.requireTLS=true"])
      .policy()
    let statement = try #require(policy["DenyWithoutTLS"])
    #expect(statement.resources == ["arn:aws:s3:::files", "arn:aws:s3:::files/*"])
    #expect(statement.conditions == ["Bool aws:SecureTransport": ["false"]])
  }

  /// One statement with all comparisons: a request from any of the networks passes.
  @Test func requestsFromOutsideAreRefusedWhenAsked() throws {
    let policy = try render(
      "s3-bucket-policy", Self.full,
      [Self.role, "aws.vpcs=vpc-1, vpce-2", "aws.addresses=203.0.113.0/24"]
    ).policy()
    for name in ["DenyListingFromOutside", "DenyObjectsFromOutside"] {
      #expect(
        policy[name]?.conditions == [
          "StringNotEquals aws:SourceVpc": ["vpc-1"],
          "StringNotEquals aws:SourceVpce": ["vpce-2"],
          "NotIpAddress aws:SourceIp": ["203.0.113.0/24"],
        ])
    }
    #expect(policy["DenyListingFromOutside"]?.actions == ["s3:ListBucket*"])
  }

  @Test func aNetworkOfAddressesAloneNamesNoVPC() throws {
    let policy = try render(
      "s3-bucket-policy", Self.full, [Self.role, "aws.addresses=203.0.113.0/24,2001:db8::/32"]
    ).policy()
    #expect(
      policy["DenyObjectsFromOutside"]?.conditions == [
        "NotIpAddress aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]
      ])
  }

  // MARK: Keys

  @Test func theAccountAdministersAKeyThatNobodyElseDoes() throws {
    let policy = try render("kms").policy()
    #expect(policy["Administrator"]?.principal == ["arn:aws:iam::123456789012:root"])
    #expect(policy["Recovery"] == nil)
  }

  @Test func aKeyOutlivesItsAdministrator() throws {
    let admin = "arn:aws:iam::123456789012:role/security"
    let policy = try render("kms", Self.full, [Self.role, "aws.administrator=\(admin)"]).policy()
    #expect(policy["Administrator"]?.principal == [admin])
    #expect(policy["Recovery"]?.principal == ["arn:aws:iam::123456789012:root"])
    #expect(policy["Recovery"]?.actions.contains("kms:PutKeyPolicy") == true)
  }

  @Test func anotherAccountGrantsTheKeyToServicesOnly() throws {
    let settings = [
      "aws.principal=arn:aws:iam::999999999999:role/wandb", "aws.account=123456789012",
    ]
    for target in ["kms", "iam"] {
      let policy = try render(target, Self.full, settings).policy()
      #expect(
        policy["WandBKeyGrants"]?.conditions == ["Bool kms:GrantIsForAWSResource": ["true"]])
      #expect(try render(target).policy()["WandBKeyGrants"] == nil)
    }
  }

  @Test func aPolicyOfAKeyIsAboutThatKey() throws {
    for yaml in [Self.full, Self.bucket] {
      let policy = try render("kms", yaml, [Self.role, "aws.account=123456789012"]).policy()
      #expect(policy.statements.allSatisfy { $0.resources == ["*"] })
    }
  }

  @Test func whoAdministersAKeyReadsNothing() throws {
    let actions = try #require(try render("kms").policy()["Administrator"]?.actions)
    #expect(actions.contains("kms:PutKeyPolicy"))
    #expect(!actions.contains { $0.contains("crypt") || $0.contains("DataKey") || $0 == "kms:*" })
  }

  // MARK: Queues

  @Test func onlyTheBucketSends() throws {
    let policy = try render("sqs").policy()
    let statement = try #require(policy["EventsOfTheBucket"])
    #expect(policy.statements.count == 1)
    #expect(statement.actions == ["sqs:SendMessage"])
    #expect(statement.principal == ["s3.amazonaws.com"])
    #expect(
      statement.conditions == [
        "ArnEquals aws:SourceArn": ["arn:aws:s3:::files"],
        "StringEquals aws:SourceAccount": ["123456789012"],
      ])
  }

  @Test func aRoleOfAnotherAccountReadsTheQueue() throws {
    let policy = try render(
      "sqs", Self.full,
      ["aws.account=123456789012", "aws.principal=arn:aws:iam::999999999999:role/wandb"]
    ).policy()
    #expect(policy["WandBQueue"]?.principal == ["arn:aws:iam::999999999999:role/wandb"])
  }

  @Test func eventsBelowThePrefixAreSent() throws {
    let yaml = Self.full.replacing("name: files", with: "name: files\n    path: a/b")
    let text = try #require(try render("s3-notification", yaml).files["s3-notification.json"])
    #expect(text.contains("\"Value\": \"a/b/\""))
    #expect(text.contains("\"arn:aws:sqs:us-east-1:123456789012:events\""))
    #expect(text.contains("s3:ObjectCreated:*"))
  }

  // MARK: Answers

  @Test(arguments: [
    ("cn-north-1", "arn:aws-cn:s3:::files"), ("us-gov-east-1", "arn:aws-us-gov:s3:::files"),
    ("eu-west-1", "arn:aws:s3:::files"),
  ])
  func namesAreInThePartitionOfTheRegion(_ region: String, _ name: String) throws {
    let yaml = Self.bucket.replacing("us-east-1", with: region)
    #expect(try render("iam", yaml, []).policy()["WandBBucket"]?.resources == [name])
  }

  @Test(arguments: [
    (["aws.account=111111111111"], "111111111111"),
    (["aws.account=111111111111", role], "111111111111"), ([], "555555555555"),
  ])
  func theAccountOfTheKeyIsTheLastResort(_ settings: [String], _ account: String) throws {
    let yaml = Self.full.replacing("123456789012", with: "555555555555")
    let policy = try render("sqs", yaml, settings).policy()
    #expect(
      policy["EventsOfTheBucket"]?.conditions["StringEquals aws:SourceAccount"] == [account])
  }

  @Test(arguments: [
    ("iam", "global: {host: \"https://w\"}", ["global.bucket.name"]),
    (
      "iam",
      "global: {bucket: {provider: s3, name: files}, extraEnv: {BUCKET_QUEUE: \"sqs://q\"}}",
      ["aws.account", "global.bucket.region"]
    ),
    ("s3-bucket-policy", bucket, ["aws.principal"]),
    ("kms", bucket, ["aws.account", "aws.principal"]), ("sqs", bucket, ["bucket.queue"]),
    ("s3-notification", bucket, ["bucket.queue"]),
  ])
  func whatIsMissingIsNamed(_ target: String, _ yaml: String, _ settings: [String]) throws {
    let rendering = try render(target, yaml, [])
    #expect(rendering.missing == settings)
    #expect(rendering.files.isEmpty)
  }

  @Test(arguments: ["iam", "s3-bucket-policy", "kms", "sqs", "s3-notification"])
  func otherStoresHaveNoPoliciesOfAWS(_ target: String) throws {
    let stores = [
      "{provider: gcs, name: files}", "{provider: az, name: account/files}",
      "{provider: cw, name: files}",
      "{provider: s3, name: 'minio:9000', path: 'files?tls=true&region=r'}",
    ]
    for store in stores {
      let rendering = try render(target, "global: {bucket: \(store)}\n", [Self.role])
      #expect(rendering.codes == ["WB4001"], "\(store)")
      #expect(rendering.files.isEmpty)
    }
  }

  @Test func queuesOfOtherKindsAreNotForSQS() throws {
    let yaml = Self.full.replacing("sqs://events", with: "pubsub:/p/t/s")
    for target in ["sqs", "s3-notification"] {
      #expect(try render(target, yaml).codes == ["WB4001"])
    }
  }
}
