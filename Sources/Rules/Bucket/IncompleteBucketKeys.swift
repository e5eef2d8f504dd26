package import Diagnostics
package import Settings

/// Only one of a bucket's two keys is set.
package enum IncompleteBucketKeys: Rule {
  package static let id = DiagnosticID(
    "WB3072", "incomplete-bucket-keys", .error,
    Documentation(
      summary: "A bucket of S3 or CoreWeave has an access key and no secret key, or the reverse.",
      explanation: """
        Requests are signed with both, and the URI has a place for both or neither: without keys \
        the pods sign with the role of their service account or node.
        """,
      failing: .yaml(
        "global:\n  bucket: {provider: s3, name: files, region: us-east-1, accessKey: key}\n"),
      passing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1, accessKey: key, secretKey: secret}

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.buckets
    where bucket.provider.literal == .s3 || bucket.provider.literal == .cw {
      if resolved.lacks({ $0.bucket.secretKey }), resolved.lacks({ $0.defaultBucket.secretKey }) {
        check(bucket.accessKey, "secret key", "\(section).secretKey", resolved, &report)
      }
      if resolved.lacks({ $0.bucket.accessKey }), resolved.lacks({ $0.defaultBucket.accessKey }) {
        check(bucket.secretKey, "access key", "\(section).accessKey", resolved, &report)
      }
    }
  }

  private static func check(
    _ given: Setting<Secret>, _ missing: String, _ setting: String,
    _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard given.isGiven, let place = resolved.origin(of: given) else { return }
    report.report(
      "`\(place.spelling)` has no \(missing) beside it", at: place, setting: setting,
      help: "set both keys, or none where the pods have a role")
  }
}
