package import Diagnostics
package import Settings

/// A bucket's region differs from that of its endpoint or its KMS key.
package enum RegionDisagrees: Rule {
  package static let id = DiagnosticID(
    "WB3043", "region-disagrees", .warning,
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
        let place = resolved.origin(of: bucket.region)
      {
        findings.add(
          """
          `\(place.spelling)` differs from the region of the endpoint, \
          `\(value: ofEndpoint, at: resolved.valueSpan(of: bucket.endpoint))`
          """,
          at: place, setting: "\(section).region", help: "use the bucket's region in both",
          related: resolved.label("the endpoint", bucket.endpoint))
      }
      let ofBucket = bucket.region.literal ?? (bucket.region.isAbsent ? ofEndpoint : nil)
      if let ofKey = bucket.kmsKey.literal.flatMap({ AmazonResourceName($0)?.regionOfKey }),
        let ofBucket, ofKey != ofBucket, let place = resolved.origin(of: bucket.kmsKey)
      {
        let other = bucket.region.isAbsent ? bucket.endpoint : bucket.region
        findings.add(
          "`\(place.spelling)` is a key in `\(value: ofKey)`, but the bucket is in another region",
          at: place, setting: "\(section).kmsKey", help: "use a key in the bucket's region",
          related: resolved.label("the bucket's region", other))
      }
    }
  }
}
