package import Diagnostics
package import Settings

/// A bucket outside the nodes' own cloud has no region.
package enum RegionMissing: Rule {
  package static let id = DiagnosticID(
    "WB3011", "region-missing", .warning,
    evidence: .read(
      by: .server,
      source: "W&B documentation, \"Bring your own bucket\"; wandb/terraform-aws-wandb#272"),
    Documentation(
      summary: "An S3-compatible or cross-cloud bucket has no region.",
      explanation: """
        The region is mandatory unless it equals `AWS_REGION` of the nodes (W&B documentation, \
        "Bring your own bucket"); without it a team's bucket fails silently \
        (wandb/terraform-aws-wandb#272).
        """,
      failing: .env("BUCKET=s3://key:secret@minio:9000/wandb?tls=true\n"),
      passing: .env("BUCKET=s3://key:secret@minio:9000/wandb?tls=true&region=us-east-1\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard !resolved.isDamaged else { return }
    for (section, bucket) in resolved.buckets
    where bucket.isS3Compatible && bucket.region.isAbsent && !bucket.name.isAbsent {
      findings.add(
        .missingRegion, at: resolved.origin(of: bucket.endpoint), setting: "\(section).region",
        help: .setRegion(BucketParameterLocation(bucket, section, resolved)))
    }
  }
}

extension Message {
  fileprivate static let missingRegion: Message = "the region of the store is missing"

  fileprivate static func setRegion(_ parameter: BucketParameterLocation) -> Message {
    let instruction: Message =
      parameter.isKey ? "set `\(parameter.section).region`" : parameter.instruction("region=REGION")
    return "\(instruction); it is mandatory unless it equals AWS_REGION of the nodes"
  }
}
