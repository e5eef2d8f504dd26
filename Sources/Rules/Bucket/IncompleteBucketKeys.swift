package import Diagnostics
package import Settings

/// Only one of a bucket's two keys is set.
package enum IncompleteBucketKeys: Rule {
  package static let id = DiagnosticID(
    "WB3072", "incomplete-bucket-keys", .warning,
    evidence: .read(
      by: .chart, source: "Templates of the newest release, rendered: one key alone is left out"),
    Documentation(
      summary: "An S3 or CoreWeave bucket has an access key but no secret key, or the reverse.",
      explanation: """
        Requests are signed with both keys, and the chart leaves a single key out of the URI: \
        without keys the pods sign with the role of their service account or node.
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
      if let origin = resolved.origin(ifSet: bucket.accessKey),
        resolved.lacks({ $0.bucket.secretKey }), resolved.lacks({ $0.defaultBucket.secretKey }),
        !resolved.isMistaken("\(section).secretKey")
      {
        findings.add(
          .incomplete(origin.spelling, missing: "the secret key"), at: origin,
          setting: "\(section).secretKey", help: .setBothKeys)
      }
      if let origin = resolved.origin(ifSet: bucket.secretKey),
        resolved.lacks({ $0.bucket.accessKey }), resolved.lacks({ $0.defaultBucket.accessKey }),
        !resolved.isMistaken("\(section).accessKey")
      {
        findings.add(
          .incomplete(origin.spelling, missing: "the access key"), at: origin,
          setting: "\(section).accessKey", help: .setBothKeys)
      }
    }
  }
}

extension Message {
  fileprivate static let setBothKeys: Message = "set both keys, or neither if the pods have a role"
}
