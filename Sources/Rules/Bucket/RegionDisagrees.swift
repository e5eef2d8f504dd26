package import Diagnostics
package import Settings

/// A bucket's region differs from that of its endpoint or its KMS key.
package enum RegionDisagrees: Rule {
  package static let id = DiagnosticID(
    "WB3043", "region-disagrees", .warning,
    evidence: .read(
      by: .aws,
      source: """
        Amazon S3 API, `AuthorizationHeaderMalformed`; S3 user guide, "Using server-side \
        encryption with AWS KMS keys"
        """),
    Documentation(
      summary: "A bucket's region differs from the region of its endpoint or its KMS key.",
      explanation: """
        S3 refuses requests that are signed for another region, and encrypts only with keys in the \
        bucket's own region.
        """,
      failing: .yaml(
        """
        global:
          bucket:
            provider: s3
            name: wandb-files
            region: eu-west-1
            kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d

        """),
      passing: .yaml(
        """
        global:
          bucket:
            provider: s3
            name: wandb-files
            region: us-east-1
            kmsKey: arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.bothBuckets where !bucket.isOutsideAWS {
      let ofEndpoint = bucket.endpoint.literal.flatMap(AmazonEndpoint.region)
      if let ofEndpoint, let region = bucket.region.literal, region != ofEndpoint,
        let origin = resolved.origin(of: bucket.region)
      {
        let span = resolved.valueSpan(of: bucket.endpoint)
        findings.add(
          .endpointInAnotherRegion(origin.spelling, endpoint: ofEndpoint, at: span), at: origin,
          setting: "\(section).region", help: .useBucketRegion,
          related: resolved.label(.endpoint, bucket.endpoint))
      }
      let ofBucket = bucket.region.literal ?? (bucket.region.isAbsent ? ofEndpoint : nil)
      if let ofKey = bucket.kmsKey.literal.flatMap({ AmazonResourceName($0)?.regionOfKey }),
        let ofBucket, ofKey != ofBucket, let origin = resolved.origin(of: bucket.kmsKey)
      {
        let other = bucket.region.isAbsent ? bucket.endpoint : bucket.region
        findings.add(
          .keyInAnotherRegion(origin.spelling, key: ofKey), at: origin,
          setting: "\(section).kmsKey", help: .useKeyInBucketRegion,
          related: resolved.label(.bucketRegion, other))
      }
    }
  }
}

extension Message {
  fileprivate static func endpointInAnotherRegion(
    _ spelling: String, endpoint region: String, at span: SourceSpan?
  ) -> Message {
    """
    `\(spelling)` differs from the region of the endpoint, `\(value: region, at: span)`
    """
  }

  fileprivate static let useBucketRegion: Message = "use the bucket's region in both"

  fileprivate static let endpoint: Message = "the endpoint"

  fileprivate static func keyInAnotherRegion(_ spelling: String, key region: String) -> Message {
    "`\(spelling)` is a key in `\(value: region)`, but the bucket is in another region"
  }

  fileprivate static let useKeyInBucketRegion: Message = "use a key in the bucket's region"

  fileprivate static let bucketRegion: Message = "the bucket's region"
}
