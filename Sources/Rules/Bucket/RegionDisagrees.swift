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
    for (section, bucket) in resolved.bothBuckets where !KMSKeyOutsideS3.isOutside(bucket) {
      let ofEndpoint = bucket.endpoint.literal.flatMap(region)
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

  /// The region in `s3.eu-west-1.amazonaws.com`, `s3-eu-west-1…`, `s3.dualstack.eu-west-1…`.
  private static func region(ofEndpoint endpoint: String) -> String? {
    let host = endpoint.prefix { $0 != ":" }.lowercased()
    guard EndpointWithoutTLS.isAmazon(host) else { return nil }
    let labels = host.split(separator: ".")
    guard let service = labels.lastIndex(where: { $0 == "s3" || $0.hasPrefix("s3-") }) else {
      return nil
    }
    let candidates = [labels[service].dropFirst("s3-".count)] + labels[(service + 1)...].prefix(2)
    return candidates.first(where: AmazonResourceName.isRegion).map(String.init)
  }
}
