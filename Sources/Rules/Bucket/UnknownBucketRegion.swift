package import Diagnostics
package import Settings

/// A bucket is in a region that AWS does not have.
package enum UnknownBucketRegion: Rule {
  package static let id = DiagnosticID(
    "WB3254", "unknown-bucket-region", .warning,
    Documentation(
      summary: "The region of the bucket is none that is known.",
      explanation: """
        S3 refuses requests that are signed for another region than the bucket's, and the region \
        tells the partition of every ARN in the policies. The list is AWS's of 2025: a newer region \
        is fine, allow the finding. Stores at addresses of their own have regions of their own.
        """,
      failing: .yaml("global:\n  bucket: {provider: s3, name: files, region: eu-central1}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: files, region: eu-central-1}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.buckets
    where bucket.provider.literal == .s3 && !bucket.isOutsideAWS {
      guard let region = bucket.region.literal, !CloudRegions.aws.contains(region) else { continue }
      let suggestion = CloudRegions.aws.suggestion(for: region)
      report.report(
        "the bucket's region is none that is known", at: resolved.origin(of: bucket.region),
        setting: "\(section).region",
        help: suggestion.map { "did you mean `\($0)`?" }
          ?? "look it up in AWS's list of regions")
    }
  }
}
