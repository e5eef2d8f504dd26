import Documents
import Settings

extension AWSBucketModule {
  private static let key = HCLDocument.Expression.reference("aws_kms_key", "wandb")

  /// Returns the ARN of the key that encrypts the objects, and adds a key if none is configured.
  mutating func addKey(for user: HCLDocument.Expression) -> HCLDocument.Expression {
    let arn: HCLDocument.Expression
    if let given = situation.key {
      arn = root.variable("kms_key_arn", given, "ARN of the key that encrypts the objects.")
      keepKeyOfEarlierRendering()
    } else {
      arn = Self.key.attribute("arn")
      addNewKey(for: user)
    }
    root.output("kms_key_arn", arn, "The key's ARN, for global.bucket.kmsKey.")
    return arn
  }

  /// Where the key is, relative to the principals that use it.
  var keyHome: KeyHome {
    guard situation.key == nil else { return situation.keyHome }
    return situation.isShared ? .anotherAccount : .account
  }

  private mutating func addNewKey(for user: HCLDocument.Expression) {
    let administrator = situation.settings.administrator.writable.map {
      root.variable("key_administrator", $0, "ARN of the principal that administers the key.")
    }
    let names = KeyNames(
      root: "arn:\(Self.partition):iam::\(Self.account):root",
      administrator: administrator, principals: [user], home: keyHome)
    // An alias must not contain dots, but a bucket name may.
    let alias = HCLDocument.Expression.call("replace", .variable("bucket_name"), ".", "-")
    root.add(AccessPolicies.key(names).document("key"))
    if administrator != nil {
      root.add(
        .comment(
          "Run Terraform as the administrator: only it and the account root may change the policy.")
      )
    }
    root.add(
      .resource(
        "aws_kms_key",
        [
          .attribute("description", "Objects of bucket \(.variable("bucket_name"))"),
          .attribute("enable_key_rotation", true),
          .attribute("deletion_window_in_days", 30),
          .attribute("policy", AccessPolicy<HCLDocument.Expression>.json("key")),
        ]),
      .resource(
        "aws_kms_alias",
        [
          .attribute("name", "alias/\(alias)"),
          .attribute("target_key_id", Self.key.attribute("key_id")),
        ]))
  }

  /// Once output `kms_key_arn` is copied into the configuration, the next rendering has no key
  /// resource: without these blocks Terraform would delete the key, making the objects unreadable.
  private mutating func keepKeyOfEarlierRendering() {
    root.requiredTerraform = ">= 1.7"
    root.add(.comment("If this module created the key earlier, the key is kept."))
    for type: HCLDocument.Name in ["aws_kms_key", "aws_kms_alias"] {
      root.add(
        .block(
          "removed",
          body: [
            .attribute("from", .reference(type, "wandb")),
            .block("lifecycle", body: [.attribute("destroy", false)]),
          ]))
    }
  }
}
