import ConfigSyntax
package import Diagnostics
package import Settings

/// The provider is a word that the chart does not know, so the chart renders an empty bucket.
package enum UnknownBucketProvider: Rule {
  package static let id = DiagnosticID(
    "WB3002", "unknown-bucket-provider", .error,
    evidence: .read(
      by: .chart, source: "Templates of the newest release, rendered: `BUCKET` is null"),
    Documentation(
      summary: "The bucket's provider is not one of `s3`, `gcs`, `az` and `cw`.",
      explanation: """
        For any other word the chart renders `BUCKET: null` and starts without an error \
        (\(ChartRelease.citation), rendered).
        """,
      failing: .yaml("global:\n  bucket:\n    provider: aws\n    name: wandb-files\n"),
      passing: .yaml("global:\n  bucket:\n    provider: s3\n    name: wandb-files\n")))

  package static let otherIDs = [missing]

  private static let missing = DiagnosticID(
    "WB3262", "bucket-provider-missing", .warning,
    evidence: .read(by: .chart, source: "Templates since 0.17.0, rendered: `BUCKET` is empty"),
    Documentation(
      summary: "The bucket has a name but no provider.",
      explanation: """
        Since 0.17.0 the chart has no default provider, and renders an empty `BUCKET` without one. \
        Values of another file may add it.
        """,
      failing: .yaml("global:\n  bucket:\n    name: wandb-files\n"),
      passing: .yaml("global:\n  bucket:\n    provider: s3\n    name: wandb-files\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    checkMissing(resolved, &findings)
    for (section, bucket) in resolved.buckets {
      guard case .unrecognized = bucket.provider.state,
        let origin = resolved.origin(of: bucket.provider),
        // `UnknownScheme` reports the scheme of a URL.
        let word = resolved.providerWord(origin)
      else { continue }
      let meant = provider(meantBy: word.text)
      // The quotes around the word stay.
      let inner = Located(word.text, word.span).textSpan
      findings.add(
        .unknownProvider(Located(word.text, word.span)), at: origin, setting: "\(section).provider",
        help: meant.map { .didYouMean($0) } ?? .writeProvider,
        fixes: fixes(replacing: inner, with: meant, for: word.text))
    }
  }

  /// Since 0.17.0 `values.yaml` has no default provider, so a missing one is as bad as a wrong one.
  private static func checkMissing(
    _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    let bucket = resolved.configuration.bucket
    guard bucket.provider.isAbsent, !resolved.isDamaged,
      !resolved.isMistaken("global.bucket.provider"),
      resolved.chartVersion >= ChartVersion(0, 17, 0),
      let origin = resolved.origin(of: bucket.name), origin.isAtOrBelow("global.bucket")
    else { return }
    findings.add(
      .incomplete(origin.spelling, missing: "the provider"), at: origin.span, via: origin.via,
      setting: "global.bucket.provider", help: .addProvider, code: missing)
  }

  private static func provider(meantBy word: String) -> String? {
    meanings[word.lowercased()]
      ?? NameSuggestion.nearest(
        to: word, among: BucketProvider.allCases.map(\.rawValue), limit: 1)
  }

  /// Words that people write, and the providers that they mean.
  private static let meanings = [
    "aws": "s3", "amazon": "s3", "minio": "s3", "ceph": "s3", "gcp": "gcs", "google": "gcs",
    "gs": "gcs", "azure": "az", "azurerm": "az", "azblob": "az", "coreweave": "cw",
  ]

  /// A word that is merely similar may have been meant as another provider.
  private static func fixes(
    replacing span: SourceSpan?, with provider: String?, for word: String
  ) -> [FixIt] {
    guard let span, let provider else { return [] }
    let isKnown = meanings[word.lowercased()] == provider || word.lowercased() == provider
    return [
      FixIt(.write(provider), [.replace(span, with: provider)], isKnown ? .safe : .unsafe)
    ]
  }
}

extension Message {
  fileprivate static func unknownProvider(_ word: Located) -> Message {
    "the bucket provider must be `s3`, `gcs`, `az` or `cw`, not `\(value: word.value, at: word.span)`"
  }

  fileprivate static let writeProvider: Message = "write s3, gcs, az or cw"

  fileprivate static let addProvider: Message = "add `provider`: s3, gcs, az or cw"
}
