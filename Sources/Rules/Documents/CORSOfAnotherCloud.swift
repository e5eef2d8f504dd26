package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document is for a different cloud than the configured bucket.
package enum CORSOfAnotherCloud: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3215", "cors-of-another-cloud", .warning,
    evidence: .read(by: .clouds, source: "CORS formats of S3, Cloud Storage and Azure"),
    Documentation(
      summary: "A CORS document is written for a different cloud than the bucket's.",
      explanation: """
        S3 and S3-compatible stores, Google Cloud Storage and Azure each have their own format \
        and reject the others; `render --target cors` writes the right one. This is not reported \
        if teams have additional buckets, which may be in another cloud.
        """,
      failing: .document("cors.json", rules, with: values("gcs")),
      passing: .document("cors.json", rules, with: values("s3"))))

  private static let rules = """
    [{"AllowedOrigins": ["https://wandb.example.com"], "AllowedMethods": ["GET", "HEAD", "PUT"],
      "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]

    """

  private static func values(_ provider: String) -> String {
    """
    global:
      host: https://wandb.example.com
      bucket: {provider: \(provider), name: wandb-files\(provider == "s3" ? ", region: us-east-1" : "")}

    """
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    let (section, bucket) = resolved.configuration.effectiveBucket
    guard let cors = document.cors, let provider = bucket.provider.literal, bucket.isSet,
      resolved.configuration.fileStores.isAbsent, !fits(cors.kind, provider),
      // Google's store supports the S3 API too, but has its own CORS format.
      !(bucket.endpoint.literal?.contains("googleapis.com") ?? false)
    else { return }
    findings.add(
      .rules(for: cloud(cors.kind), butBucketOf: provider),
      at: cors.rules.first?.headSpan ?? cors.span, setting: "\(section).provider",
      help: .generateRules, related: resolved.label(.bucket, bucket.provider))
  }

  private static func fits(_ kind: DocumentKind, _ provider: BucketProvider) -> Bool {
    switch provider {
    case .s3, .cw: kind == .s3CORS
    case .gcs: kind == .gcsCORS
    case .az: kind == .azureCORS
    }
  }

  private static func cloud(_ kind: DocumentKind) -> String {
    switch kind {
    case .gcsCORS: "Google Cloud"
    case .azureCORS: "Azure"
    default: "S3"
    }
  }
}

extension Message {
  fileprivate static func rules(
    for cloud: String, butBucketOf provider: BucketProvider
  ) -> Message {
    "the rules are for \(cloud), but the bucket's provider is `\(provider.rawValue)`"
  }

  fileprivate static let generateRules: Message =
    "generate them with `wandb-cfg render --target cors`"

  fileprivate static let bucket: Message = "the bucket"
}
