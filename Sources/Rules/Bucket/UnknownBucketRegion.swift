package import Diagnostics
package import Settings

/// A bucket is in a region that its cloud does not have.
package enum UnknownBucketRegion: Rule {
  package static let id = DiagnosticID(
    "WB3254", "unknown-bucket-region", .warning,
    Documentation(
      summary: "The region of the bucket is none that is known.",
      explanation: """
        S3 refuses requests that are signed for another region than the bucket's, and the region \
        tells the partition of every ARN in the policies. The lists are of 2025, AWS's as botocore \
        1.42 has it: a newer region is fine, allow the finding. Stores at addresses of their own have \
        regions of their own.
        """,
      failing: .yaml("global:\n  bucket: {provider: s3, name: files, region: eu-central1}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: files, region: eu-central-1}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.buckets {
      guard let region = bucket.region.literal, let cloud = cloud(of: bucket),
        !cloud.lists.contains(where: { $0.contains(cloud.compared(region)) })
      else { continue }
      let suggestion = cloud.lists.lazy.compactMap { $0.suggestion(for: cloud.compared(region)) }
        .first
      report.report(
        "`\(region)` is no region of \(cloud.name) that is known",
        at: resolved.origin(of: bucket.region), setting: "\(section).region",
        help: suggestion.map { "did you mean `\($0)`?" } ?? "look it up in \(cloud.name)'s list")
    }
  }

  private struct Cloud {
    let name: String
    let lists: [CloudRegions]
    /// A region as its cloud compares it.
    let compared: (String) -> String
  }

  private static func cloud(of bucket: Bucket) -> Cloud? {
    switch bucket.provider.literal {
    case .s3: bucket.isOutsideAWS ? nil : Cloud(name: "AWS", lists: [.aws]) { $0 }
    case .gcs: Cloud(name: "Google Cloud", lists: [.google, .googleMultiple]) { $0.lowercased() }
    case .az:
      Cloud(name: "Azure", lists: [.azure]) { $0.lowercased().filter { $0 != " " } }
    case .cw, nil: nil
    }
  }
}
