import Diagnostics
import Emitters
import TestSupport
import Testing

/// Accounts, namespaces and buckets that documents for AWS name beside the bucket itself.
@Suite struct AWSSurroundingsTests {
  private static let hosted = "aws.principal=arn:aws:iam::830241207209:root"
  private static let role = "eks.amazonaws.com/role-arn: 'arn:aws:iam::111111111111:role/wandb'"
  private static let account = "app: {serviceAccount: {annotations: {\(role)}}}\n"

  private static func values(_ bucket: String, _ variables: String = "") -> String {
    """
    global:
      host: https://w.example.com
      bucket: {provider: s3, name: files, region: us-east-1\(bucket)}
      extraEnv: {BUCKET_QUEUE: "sqs://events"\(variables)}

    """
  }

  private static func key(_ account: String) -> String {
    ", kmsKey: 'arn:aws:kms:us-east-1:\(account):key/0a1b'"
  }

  // MARK: Accounts

  @Test(arguments: ["kms", "sqs", "s3-notification", "iam"])
  func aPrincipalOwnsNeitherBucketNorKey(_ target: String) throws {
    let hosted = try CloudRendering(target, Self.values(""), [Self.hosted])
    #expect(hosted.missing == ["aws.account"])
    #expect(hosted.files.isEmpty)
    let annotated = try CloudRendering(target, Self.values("") + Self.account, [])
    #expect(annotated.missing == ["aws.account"])
  }

  @Test func aKeyIsOfTheAccountInItsName() throws {
    let policy = try CloudRendering(
      "kms", Self.values(Self.key("222222222222")), [Self.hosted]
    ).policy()
    #expect(policy["Administrator"]?.principal == ["arn:aws:iam::222222222222:root"])
    #expect(policy["WandBKey"]?.principal == ["arn:aws:iam::830241207209:root"])
  }

  @Test(arguments: ["sqs", "s3-notification", "iam"])
  func accountsThatDifferAreAskedAbout(_ target: String) throws {
    let values = Self.values(Self.key("222222222222")) + Self.account
    #expect(try CloudRendering(target, values, []).missing == ["aws.account"])
    let configured = try CloudRendering(target, values, ["aws.account=333333333333"])
    #expect(configured.files.values.contains { $0.contains(":333333333333:events") })
  }

  @Test func theTrustPolicyIsOfTheAccountOfTheRole() throws {
    let rendering = try CloudRendering(
      "iam", Self.values("") + Self.account,
      [
        "aws.account=333333333333", "aws.oidcProvider=oidc.example.com",
        "kubernetes.namespace=ns",
      ]
    ) { $0.trust = .irsa }
    let statement = try #require(rendering.policy("iam-trust.json")["ServiceAccounts"])
    #expect(
      statement.principal == ["arn:aws:iam::111111111111:oidc-provider/oidc.example.com"])
  }

  @Test func whatOnlyTheCommandLineGivesIsAskedForThere() throws {
    let rendering = try CloudRendering("kms", "global: {bucket: {provider: s3}}\n", [])
    let bucket = try #require(rendering.diagnostics.first)
    #expect(bucket.help?.hasPrefix("set `global.bucket.name` in an input") == true)
    let missing = try CloudRendering("sqs", Self.values(""), []).diagnostics
    #expect(
      missing.map(\.help) == [
        "set it with --set aws.account=VALUE; no input file can set it"
      ])
  }

  /// A setting without a key of the chart is a variable, and an annotation may supply a principal.
  @Test func asksForASettingAsTheInputsSpellIt() throws {
    let queue = try CloudRendering(
      "sqs", "global: {bucket: {provider: s3, name: files, region: us-east-1}}\n",
      ["aws.account=123456789012"])
    #expect(
      queue.diagnostics.first?.help
        == """
        set `global.extraEnv.BUCKET_QUEUE` in an input or with --set bucket.queue=VALUE
        """)
    let roles = try CloudRendering(
      "s3-bucket-policy", Self.values(""), ["aws.account=123456789012"])
    #expect(
      roles.diagnostics.compactMap(\.help).contains {
        $0.contains("the annotation `eks.amazonaws.com/role-arn` is also read")
      })
  }

  // MARK: Namespaces

  private static func resource(_ metadata: String) -> String {
    let values = (values(key("111111111111")) + account).split(separator: "\n")
      .map { "    \($0)\n" }.joined()
    return "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\n"
      + "metadata: {name: wandb\(metadata)}\nspec:\n  values:\n" + values
  }

  private func subject(_ metadata: String, _ settings: String...) throws -> [String]? {
    try CloudRendering(
      "iam", Self.resource(metadata), ["aws.oidcProvider=oidc.example.com"] + settings
    ) { $0.trust = .irsa }.policy("iam-trust.json")["ServiceAccounts"]?
    .conditions["StringEquals oidc.example.com:sub"]
  }

  @Test func theNamespaceIsThatOfTheResource() throws {
    #expect(try subject(", namespace: prod") == ["system:serviceaccount:prod:wandb-app"])
    #expect(
      try subject(", namespace: prod", "kubernetes.namespace=dev")
        == ["system:serviceaccount:dev:wandb-app"])
    // The operator's release is called like the resource.
    #expect(
      try subject(", namespace: prod", "helm.release=app-of-ml")
        == ["system:serviceaccount:prod:app-of-ml"])
  }

  @Test(arguments: ["", ", namespace: '*'", ", namespace: ''", ", namespace: [a]"])
  func aNamespaceThatIsNotKnownIsAskedFor(_ metadata: String) throws {
    let rendering = try CloudRendering(
      "iam", Self.resource(metadata), ["aws.oidcProvider=oidc.example.com"]
    ) { $0.trust = .irsa }
    #expect(rendering.missing == ["kubernetes.namespace"])
    #expect(rendering.files.isEmpty)
  }

  // MARK: Further buckets

  private func policy(_ variables: String) throws -> (CloudRendering, WrittenPolicy) {
    let rendering = try CloudRendering(
      "iam", Self.values("", ", " + variables), ["aws.account=111111111111"])
    return (rendering, try rendering.policy())
  }

  @Test func bucketsOfTeamsAndOfWeaveAreUsedToo() throws {
    let (rendering, policy) = try policy(
      """
      WF_FILE_STORAGE_URI: "s3://weave/a", GORILLA_SUPPORTED_FILE_STORES: \
      "s3://team-1/p?region=eu-west-1,s3://team-2,s3://K:S@minio:9000/q,gs://g,cw://,s3://files"
      """)
    #expect(rendering.codes == [])
    let names = ["files", "weave", "team-1", "team-2"].map { "arn:aws:s3:::\($0)" }
    #expect(policy["WandBBucket"]?.resources == names)
    #expect(policy["WandBObjects"]?.resources == names.map { $0 + "/*" })
  }

  @Test func theKeyOfWeaveIsUsedToo() throws {
    let key = "arn:aws:kms:us-east-1:111111111111:key/0w"
    let (_, policy) = try policy(
      "WF_FILE_STORAGE_URI: 's3://weave', WF_FILE_STORAGE_AWS_KMS_KEY: '\(key)'")
    #expect(policy["WandBKey"]?.resources == [key])
  }

  @Test(arguments: [
    ("BUCKET: 's3://other'", "`global.bucket.name`"),
    ("GORILLA_SUPPORTED_FILE_STORES: 's3://'", "`global.extraEnv.GORILLA_SUPPORTED_FILE_STORES`"),
    (
      "WF_FILE_STORAGE_URI: {valueFrom: {secretKeyRef: {name: a, key: b}}}",
      "`global.extraEnv.WF_FILE_STORAGE_URI`"
    ),
  ])
  func unknownBucketsAreReported(_ variable: String, _ spelling: String) throws {
    let (rendering, _) = try policy(variable)
    #expect(rendering.codes == ["WB4020"])
    #expect(rendering.diagnostics.first?.message.contains(spelling) == true)
  }

  @Test func aBucketWithKeysOfItsOwnNeedsNoRole() throws {
    let (rendering, policy) = try policy(
      "WF_FILE_STORAGE_URI: 's3://weave', WF_FILE_STORAGE_AWS_ACCESS_KEY_ID: AKIA")
    #expect(rendering.codes == [])
    #expect(policy["WandBBucket"]?.resources == ["arn:aws:s3:::files"])
  }
}
