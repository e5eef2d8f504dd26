package import Diagnostics
package import Settings

/// Only one of a bucket's two keys is set.
package enum IncompleteBucketKeys: Rule {
  package static let id = DiagnosticID(
    "WB3072", "incomplete-bucket-keys", .error,
    Documentation(
      summary: "An S3 or CoreWeave bucket has an access key but no secret key, or the reverse.",
      explanation: """
        Requests are signed with both keys, and the URI accepts both or neither: without keys the \
        pods sign with the role of their service account or node.
        """,
      failing: .yaml(
        "global:\n  bucket: {provider: s3, name: files, region: us-east-1, accessKey: key}\n"),
      passing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1, accessKey: key, secretKey: secret}

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets
    where bucket.provider.literal == .s3 || bucket.provider.literal == .cw {
      if resolved.lacks({ $0.bucket.secretKey }), resolved.lacks({ $0.defaultBucket.secretKey }) {
        check(bucket.accessKey, "secret key", "\(section).secretKey", resolved, &findings)
      }
      if resolved.lacks({ $0.bucket.accessKey }), resolved.lacks({ $0.defaultBucket.accessKey }) {
        check(bucket.secretKey, "access key", "\(section).accessKey", resolved, &findings)
      }
    }
  }

  private static func check(
    _ key: Setting<Secret>, _ missing: String, _ setting: String,
    _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard key.isSet, let place = resolved.origin(of: key) else { return }
    findings.add(
      "`\(place.spelling)` is set, but the \(missing) is missing", at: place, setting: setting,
      help: "set both keys, or neither if the pods have a role")
  }
}
