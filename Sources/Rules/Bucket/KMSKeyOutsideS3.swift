package import Diagnostics
package import Settings

/// An AWS KMS key is set for a bucket outside AWS.
package enum KMSKeyOutsideS3: Rule {
  package static let id = DiagnosticID(
    "WB3045", "kms-key-outside-s3", .warning,
    evidence: .read(
      by: .chart,
      source: "Templates of the newest release, rendered: `AWS_S3_KMS_ID` for every provider"),
    Documentation(
      summary: "A KMS key is set for a bucket outside AWS.",
      explanation: """
        The chart passes the key on as `AWS_S3_KMS_ID` for every provider, but only S3 itself uses \
        it. Other stores have encryption settings of their own.
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

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.bothBuckets
    where bucket.kmsKey.literal != nil && bucket.isOutsideAWS {
      guard let origin = resolved.origin(of: bucket.kmsKey) else { continue }
      findings.add(
        .keyWithoutEffect(origin.spelling, on: bucket.provider.literal), at: origin,
        setting: "\(section).kmsKey", help: .removeIt,
        related: resolved.label(.store, bucket.location),
        fixes: [.removeEntry(ofValueAt: origin.span)])
    }
  }
}

extension Bucket {
  /// The setting that says most about where a bucket is.
  fileprivate var location: Setting<String> {
    [endpoint, account].first { !$0.isAbsent } ?? name
  }
}

extension Message {
  fileprivate static func keyWithoutEffect(
    _ spelling: String, on provider: BucketProvider?
  ) -> Message {
    let store =
      switch provider {
      case .gcs: "a Google Cloud bucket"
      case .az: "an Azure container"
      case .cw: "a CoreWeave bucket"
      case .s3, nil: "a store outside AWS"
      }
    return "`\(spelling)` has no effect on \(store)"
  }

  fileprivate static let removeIt: Message = "remove it"

  fileprivate static let store: Message = "this store"
}
