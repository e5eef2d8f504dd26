package import Diagnostics
package import Settings

/// The KMS key of a bucket is not named by its ARN.
package enum MalformedKMSKey: Rule {
  package static let id = DiagnosticID(
    "WB3044", "malformed-kms-key", .error,
    Documentation(
      summary: "The KMS key is not the ARN of a key.",
      explanation: """
        The form is `arn:aws:kms:REGION:ACCOUNT:key/ID`, with `aws-us-gov` or `aws-cn` in other \
        partitions. W&B's Terraform modules refuse everything else, aliases included: another \
        account would read an alias as one of its own.
        """,
      failing: .yaml(
        "global:\n  bucket:\n    provider: s3\n    name: wandb-files\n    kmsKey: alias/wandb\n"),
      passing: .yaml(
        """
        global:
          bucket:
            provider: s3
            name: wandb-files
            kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.bothBuckets where !bucket.isOutsideAWS {
      guard let key = bucket.kmsKey.literal, AmazonResourceName(key)?.regionOfKey == nil,
        let place = resolved.origin(of: bucket.kmsKey)
      else { continue }
      let (fault, help) = fault(of: key)
      report.report(
        "`\(place.spelling)` is \(fault)", at: place, setting: "\(section).kmsKey", help: help)
    }
  }

  private static func fault(of key: String) -> (fault: String, help: String) {
    if key.hasPrefix("alias/") || AmazonResourceName(key)?.resource.hasPrefix("alias/") == true {
      return ("an alias, not a key", "write the ARN of the key that the alias stands for")
    }
    guard key.contains(where: { ":/".contains($0) }) else {
      return ("no ARN", "write arn:aws:kms:REGION:ACCOUNT:key/ in front of the key's ID")
    }
    return ("no ARN of a KMS key", "write arn:aws:kms:REGION:ACCOUNT:key/ID")
  }
}
