package import Diagnostics
package import Settings

/// A KMS key of AWS is set for a bucket that is not AWS's.
package enum KMSKeyOutsideS3: Rule {
  package static let id = DiagnosticID(
    "WB3045", "kms-key-outside-s3", .warning,
    Documentation(
      summary: "A KMS key is set for a bucket outside AWS.",
      explanation: """
        The chart passes the key on as `AWS_S3_KMS_ID` whatever the provider is, and only S3 \
        itself knows it. Other stores encrypt by their own settings.
        """,
      failing: .yaml(
        """
        global:
          bucket:
            provider: gcs
            name: wandb-files
            kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d

        """),
      passing: .yaml(
        """
        global:
          bucket:
            provider: s3
            name: wandb-files
            kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.bothBuckets
    where bucket.kmsKey.literal != nil && bucket.isOutsideAWS {
      guard let place = resolved.origin(of: bucket.kmsKey) else { continue }
      let store =
        switch bucket.provider.literal {
        case .gcs: "a bucket of Google Cloud"
        case .az: "a container of Azure"
        case .cw: "a bucket of CoreWeave"
        case .s3, nil: "a store that is not AWS's"
        }
      report.report(
        "`\(place.spelling)` means nothing to \(store)", at: place, setting: "\(section).kmsKey",
        help: "remove it", related: resolved.label("this store", bucket.location))
    }
  }
}

extension Bucket {
  /// The most telling piece of where a bucket is.
  fileprivate var location: Setting<String> {
    [endpoint, account].first { !$0.isAbsent } ?? name
  }
}
