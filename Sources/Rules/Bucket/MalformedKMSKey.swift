package import Diagnostics
package import Settings

/// The KMS key of a bucket is not an ARN.
package enum MalformedKMSKey: Rule {
  package static let id = DiagnosticID(
    "WB3044", "malformed-kms-key", .error,
    Documentation(
      summary: "The KMS key is not the ARN of a key.",
      explanation: """
        The form is `arn:aws:kms:REGION:ACCOUNT:key/ID`, with `aws-us-gov` or `aws-cn` in other \
        partitions. W&B's Terraform modules refuse anything else, aliases included: in another \
        account an alias would refer to a key of that account.
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

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.bothBuckets where !bucket.isOutsideAWS {
      guard let key = bucket.kmsKey.literal.map(asPrinted),
        AmazonResourceName(key)?.regionOfKey == nil,
        let place = resolved.origin(of: bucket.kmsKey)
      else { continue }
      let (message, help) = fault(of: key, place.spelling)
      findings.add(message, at: place, setting: "\(section).kmsKey", help: help)
    }
  }

  /// The chart reads the text as YAML once more, so a comment and white space are not part of it.
  private static func asPrinted(_ text: String) -> String {
    let key = text.ranges(of: " #").first.map { text[..<$0.lowerBound] } ?? text[...]
    return key.withoutBlankEnd
  }

  private static func fault(
    of key: String, _ spelling: String
  ) -> (message: Message, help: Message) {
    if key.hasPrefix("alias/") || AmazonResourceName(key)?.resource.hasPrefix("alias/") == true {
      return (.alias(spelling), .writeKeyOfAlias)
    }
    let isBareID = !key.contains { ":/".contains($0) }
    return (.malformedKey(spelling), isBareID ? .prependARN : .writeARN)
  }
}

extension Message {
  fileprivate static func malformedKey(_ spelling: String) -> Message {
    "`\(spelling)` must be the ARN of a key"
  }

  fileprivate static func alias(_ spelling: String) -> Message {
    "`\(spelling)` must be the ARN of a key, not an alias"
  }

  fileprivate static let writeKeyOfAlias: Message =
    "write the ARN of the key that the alias refers to"

  fileprivate static let prependARN: Message =
    "write arn:aws:kms:REGION:ACCOUNT:key/ before the key ID"

  fileprivate static let writeARN: Message = "write arn:aws:kms:REGION:ACCOUNT:key/ID"
}
