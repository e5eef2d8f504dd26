package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document is of another cloud than the bucket beside it.
package enum CORSOfAnotherCloud: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3215", "cors-of-another-cloud", .warning,
    Documentation(
      summary: "A CORS document has the form of another cloud than that of the bucket.",
      explanation: """
        S3 and stores that speak its API, Google Cloud Storage and Azure have documents of their \
        own and refuse each other's; `render --target cors` writes the one that fits. Nothing is \
        said where teams have further buckets, which may be elsewhere.
        """,
      failing: .document("cors.json", rules, beside: values("gcs")),
      passing: .document("cors.json", rules, beside: values("s3"))))

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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    let (section, bucket) = resolved.configuration.effectiveBucket
    guard let cors = document.cors, let provider = bucket.provider.literal, bucket.isSet,
      resolved.configuration.fileStores.isAbsent, !fits(cors.kind, provider),
      // Google's store speaks the API of S3 as well, and keeps its own documents.
      !(bucket.endpoint.literal?.contains("googleapis.com") ?? false)
    else { return }
    report.report(
      "the rules are for \(cloud(cors.kind)), and the bucket is `\(provider.rawValue)`",
      at: cors.rules.first?.place ?? cors.span, setting: "\(section).provider",
      help: "write them anew with `wandb-cfg render --target cors`",
      related: resolved.label("the bucket", bucket.provider))
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
