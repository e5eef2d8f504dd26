import ConfigSyntax
package import Diagnostics
package import Settings

/// The provider is a word that the chart does not know, and so renders an empty bucket for.
package enum UnknownBucketProvider: Rule {
  package static let id = DiagnosticID(
    "WB3002", "unknown-bucket-provider", .error,
    Documentation(
      summary: "The bucket's provider is not one of `s3`, `gcs`, `az` and `cw`.",
      explanation: """
        For any other word the chart renders `BUCKET: null` and starts without an error \
        (operator-wandb 0.43.8, rendered).
        """,
      failing: .yaml("global:\n  bucket:\n    provider: aws\n    name: wandb-files\n"),
      passing: .yaml("global:\n  bucket:\n    provider: s3\n    name: wandb-files\n")))

  /// Words that people write, and what they mean.
  private static let meanings = [
    "aws": "s3", "amazon": "s3", "minio": "s3", "ceph": "s3", "gcp": "gcs", "google": "gcs",
    "gs": "gcs", "azure": "az", "azurerm": "az", "azblob": "az", "coreweave": "cw",
  ]

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    checkMissing(resolved, &report)
    for (section, bucket) in resolved.buckets {
      guard case .invalid = bucket.provider.state,
        let place = resolved.origin(of: bucket.provider),
        // A scheme has a rule of its own.
        let word = resolved.providerWord(place)
      else { continue }
      let known = BucketProvider.allCases.map(\.rawValue)
      let suggestion =
        meanings[word.text.lowercased()]
        ?? NameSuggestion.nearest(to: word.text, among: known, limit: 1)
      // The quotes around the word stay.
      let inner = Located(word.text, word.span).textSpan
      let edits = suggestion.flatMap { word in inner.map { [Edit.replace($0, with: word)] } }
      report.report(
        "bucket provider `\(SecretText.masked(word.text))` is unknown", at: place,
        setting: "\(section).provider",
        help: suggestion.map { "did you mean `\($0)`?" } ?? "write s3, gcs, az or cw",
        fixes: edits.map { [FixIt("write `\(suggestion ?? "")`", $0)] } ?? [])
    }
  }

  /// `values.yaml` has had no provider since 0.17.0, so none is as good as a wrong one.
  private static func checkMissing(
    _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    let bucket = resolved.configuration.bucket
    guard bucket.provider.isAbsent, !resolved.isDamaged,
      resolved.chartVersion >= ChartVersion(0, 17, 0),
      let place = resolved.origin(of: bucket.name), place.spelling.hasPrefix("global.bucket.")
    else { return }
    report.report(
      "`\(place.spelling)` has no provider beside it", at: place.span, via: place.via,
      setting: "global.bucket.provider", help: "add `provider`: s3, gcs, az or cw",
      severity: .warning)
  }
}
