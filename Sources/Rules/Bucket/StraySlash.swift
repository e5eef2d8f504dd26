package import Diagnostics
package import Settings

/// A bucket's path begins or ends with a slash, or has two in a row.
package enum StraySlash: Rule {
  package static let id = DiagnosticID(
    "WB3013", "stray-slash", .warning,
    Documentation(
      summary: "A bucket URI has a slash where none belongs.",
      explanation: """
        `gs://bucket/` breaks the application (wandb/helm-charts#317, #287, #293, #341, #508), and \
        a double slash makes an empty part of every object's name. Rendered files leave them out.
        """,
      failing: .env("BUCKET=gs://wandb-files/\n"),
      passing: .env("BUCKET=gs://wandb-files\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for connection in resolved.connection(.bucket) where connection.namePrefix == nil {
      let url = connection.url
      let path = url.path.text
      // `s3:///bucket` is AWS's own form of the server's grammar.
      let body = url.host.text.isEmpty && path.hasPrefix("/") ? String(path.dropFirst()) : path
      let hasEmptyPath = path.isEmpty && hasSlashBehindHost(url)
      guard hasEmptyPath || body.hasPrefix("/") || body.hasSuffix("/") || body.contains("//")
      else { continue }
      let place =
        hasEmptyPath || body.hasSuffix("/") ? "at its end" : "at the start of or inside its path"
      report.report(
        "the bucket of `\(connection.spelling)` has a stray slash \(place)",
        at: path.isEmpty ? connection.span : url.path.span, setting: "global.bucket.path",
        help: "leave the slash out")
    }
    checkInput(resolved, &report)
  }

  /// The path as an input of a module, which stands in no URI.
  private static func checkInput(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let setting = resolved.configuration.bucket.prefix
    guard let path = setting.literal, let place = resolved.origin(of: setting),
      place.spelling == "bucket_path",
      path.hasPrefix("/") || path.hasSuffix("/") || path.contains("//")
    else { return }
    let position = path.hasSuffix("/") ? "at its end" : "at its start or inside"
    report.report(
      "`\(place.spelling)` has a stray slash \(position)", at: place,
      setting: "global.bucket.path", help: "leave the slash out")
  }

  private static func hasSlashBehindHost(_ url: ConnectionString) -> Bool {
    guard !url.host.text.isEmpty else { return false }
    let text = url.source.text.prefix { $0 != "?" }
    return text.hasSuffix("/")
  }
}
