import Documents
import Settings

extension AWSBucketRoot {
  private static let key = HCLDocument.Expression.reference("aws_kms_key", "wandb")

  /// ARN of the key that encrypts the objects, which is made unless the configuration names one.
  mutating func addKey(for user: HCLDocument.Expression) -> HCLDocument.Expression {
    let arn: HCLDocument.Expression
    if let given = situation.key {
      arn = root.variable("kms_key_arn", given, "ARN of the key that encrypts the objects.")
      keepKeyOfEarlierRendering()
    } else {
      arn = Self.key.attribute("arn")
      addNewKey(for: user)
    }
    root.output("kms_key_arn", arn, "The key, for global.bucket.kmsKey.")
    return arn
  }

  /// Where the key of the service is, for those who use it.
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
    // An alias takes no dots, which a bucket's name may have.
    let alias = HCLDocument.Expression.call("replace", .variable("bucket_name"), ".", "-")
    root.add(AccessPolicies.key(names).document("key"))
    if administrator != nil {
      root.add(
        .comment(
          "Terraform runs as the administrator: beside it the account alone may change the policy.")
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

  /// Output `kms_key_arn` goes into the configuration, and a second rendering has no key of its own:
  /// without these blocks Terraform would delete it, and nobody could read the objects.
  private mutating func keepKeyOfEarlierRendering() {
    root.requiredTerraform = ">= 1.7"
    root.add(.comment("Where this module made the key before, it stays as it is."))
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
