package import Diagnostics
package import Settings

/// Bucket, endpoint and KMS key are in two regions.
package enum RegionDisagrees: Rule {
  package static let id = DiagnosticID(
    "WB3043", "region-disagrees", .warning,
    Documentation(
      summary: "A bucket's region is not that of its endpoint or of its KMS key.",
      explanation: """
        S3 signs requests for a region and refuses those for another one, and encrypts with keys \
        of the bucket's own region only.
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

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.bothBuckets where !bucket.isOutsideAWS {
      let ofEndpoint = bucket.endpoint.literal.flatMap(AmazonEndpoint.region)
      if let ofEndpoint, let region = bucket.region.literal, region != ofEndpoint,
        let place = resolved.origin(of: bucket.region)
      {
        report.report(
          "`\(place.spelling)` is not the region of the endpoint, `\(ofEndpoint)`", at: place,
          setting: "\(section).region", help: "give both the region of the bucket",
          related: resolved.label("the endpoint", bucket.endpoint))
      }
      let ofBucket = bucket.region.literal ?? (bucket.region.isAbsent ? ofEndpoint : nil)
      if let ofKey = bucket.kmsKey.literal.flatMap({ AmazonResourceName($0)?.regionOfKey }),
        let ofBucket, ofKey != ofBucket, let place = resolved.origin(of: bucket.kmsKey)
      {
        let other = bucket.region.isAbsent ? bucket.endpoint : bucket.region
        report.report(
          "`\(place.spelling)` is a key of `\(ofKey)`, and the bucket is in another region",
          at: place, setting: "\(section).kmsKey", help: "use a key of the bucket's region",
          related: resolved.label("the bucket's region", other))
      }
    }
  }
}
