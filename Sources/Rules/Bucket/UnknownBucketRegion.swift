import CloudFacts
package import Diagnostics
package import Settings

/// A bucket is in a region that its cloud is not known to have.
package enum UnknownBucketRegion: Rule {
  package static let id = DiagnosticID(
    "WB3254", "unknown-bucket-region", .warning,
    evidence: .read(by: .clouds, source: "Region lists that the clouds published in 2025"),
    Documentation(
      summary: "The bucket's region is not a known region of its cloud.",
      explanation: """
        S3 refuses requests that are signed for a region other than the bucket's, and the region \
        determines the partition of every ARN in the policies. The lists date from 2025 (for AWS, \
        from botocore 1.42), so a newer region is reported, too. Stores with addresses of their own \
        have their own regions.
        """,
      failing: .yaml("global:\n  bucket: {provider: s3, name: files, region: eu-central1}\n"),
      passing: .yaml("global:\n  bucket: {provider: s3, name: files, region: eu-central-1}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets {
      guard let region = bucket.region.literal, let cloud = cloud(of: bucket),
        !cloud.lists.contains(where: { $0.contains(cloud.compared(region)) })
      else { continue }
      let suggestion = cloud.lists.lazy.compactMap { $0.suggestion(for: cloud.compared(region)) }
        .first
      guard let origin = resolved.origin(of: bucket.region) else { continue }
      findings.add(
        .unknownRegion(region, of: cloud.name), at: origin, setting: "\(section).region",
        help: suggestion.map { .didYouMean($0) } ?? .findRegion(of: cloud.name),
        fixes: suggestion.map { [.write($0, for: Located(region, origin.span))] } ?? [])
    }
  }

  private struct Cloud {
    let name: String
    let lists: [CloudRegions]
    /// The region in the form in which the cloud compares it.
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

extension Message {
  fileprivate static func unknownRegion(_ region: String, of cloud: String) -> Message {
    "`\(value: region)` is not a known \(cloud) region"
  }

  fileprivate static func findRegion(of cloud: String) -> Message {
    "look it up in the list of \(cloud) regions"
  }
}
