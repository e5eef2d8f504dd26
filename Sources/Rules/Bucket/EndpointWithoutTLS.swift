package import Diagnostics
package import Settings

/// An S3-compatible store is accessed without TLS.
package enum EndpointWithoutTLS: Rule {
  package static let id = DiagnosticID(
    "WB3009", "endpoint-without-tls", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"Other providers\""),
    Documentation(
      summary: "An S3-compatible store is accessed without TLS.",
      explanation: """
        For a store with an address of its own the server uses TLS only with `tls=true` (W&B \
        documentation, "Other providers"). The signed URLs that browsers receive have the same \
        scheme, and browsers may block http requests from a page that is served over https. In \
        Helm values the parameter follows the bucket: `path: bucket?tls=true`. Write `tls=false` \
        if plain http is intended.
        """,
      failing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1\n"),
      passing: .env("BUCKET=s3://key:secret@minio:9000/wandb?region=us-east-1&tls=true\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (section, bucket) in resolved.buckets
    where bucket.isS3Compatible && bucket.tls.isAbsent && !bucket.name.isAbsent {
      guard bucket.provider.literal != .cw, !AmazonEndpoint.contains(bucket.endpoint.literal ?? "")
      else { continue }
      let parameter = BucketParameterLocation(bucket, section, resolved)
      findings.add(
        .storeWithoutTLS, at: parameter.origin,
        setting: section == "global.bucket" ? "bucket.tls" : "defaultBucket.tls",
        help: .appendTLS(parameter), fixes: fixes(parameter, resolved))
    }
  }

  /// Adds the parameter after the bucket, wherever that is written.
  private static func fixes(
    _ parameter: BucketParameterLocation, _ resolved: ResolvedConfiguration
  ) -> [FixIt] {
    guard let origin = parameter.origin,
      let connection = resolved.connection(.bucket).first(where: {
        $0.composite == parameter.section || $0.span.overlaps(origin.span)
      })
    else { return [] }
    let source = connection.url.source
    let end = source.text.utf8.count
    guard end > 0, source.isExact(end - 1..<end) else { return [] }
    let sign = source.text.contains("?") ? "&" : "?"
    let last = source.span(of: end - 1..<end)
    return [FixIt(.addTLS, [.replace(last.sub(1..<1), with: sign + "tls=true")], .unsafe)]
  }
}

extension Message {
  fileprivate static let addTLS: Message = "append `tls=true`"

  fileprivate static let storeWithoutTLS: Message = "the store is accessed without TLS"

  fileprivate static func appendTLS(_ parameter: BucketParameterLocation) -> Message {
    "\(parameter.instruction("tls=true")), or `tls=false` if that is intended"
  }
}
