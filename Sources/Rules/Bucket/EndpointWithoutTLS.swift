package import Diagnostics
package import Settings

/// An S3-compatible store is reached without TLS.
package enum EndpointWithoutTLS: Rule {
  package static let id = DiagnosticID(
    "WB3009", "endpoint-without-tls", .warning,
    Documentation(
      summary: "An S3-compatible store is reached without TLS.",
      explanation: """
        For a store of its own address the server uses TLS only with `tls=true` (W&B \
        documentation, "Other providers"). The signed URLs that browsers get have the same scheme, \
        and a page that is served over https may not load them over http. In Helm values the \
        parameter stands behind the bucket: `path: bucket?tls=true`; `tls=false` says that it is \
        meant.
        """,
      failing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1\n"),
      passing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1&tls=true\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (section, bucket) in resolved.buckets
    where bucket.isS3Compatible && bucket.tls.isAbsent && !bucket.name.isAbsent {
      guard bucket.provider.literal != .cw, !AmazonEndpoint.contains(bucket.endpoint.literal ?? "")
      else {
        continue
      }
      report.report(
        "the store is reached without TLS", at: resolved.origin(of: bucket.endpoint),
        setting: section == "global.bucket" ? "bucket.tls" : "defaultBucket.tls",
        help: "add the parameter tls=true behind the bucket, or tls=false if that is meant")
    }
  }
}
