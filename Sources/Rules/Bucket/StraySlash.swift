package import Diagnostics
package import Settings

/// A bucket's path begins or ends with a slash, or contains two in a row.
package enum StraySlash: Rule {
  package static let id = DiagnosticID(
    "WB3013", "stray-slash", .warning,
    evidence: .read(by: .server, source: "wandb/helm-charts#317, #287, #293, #341, #508"),
    Documentation(
      summary: "A bucket URI has a slash where none belongs.",
      explanation: """
        `gs://bucket/` breaks the application (wandb/helm-charts#317, #287, #293, #341, #508), and \
        a double slash puts an empty segment into every object name. Rendered files keep such \
        slashes, since the names of existing objects may contain them.
        """,
      failing: .env("BUCKET=gs://wandb-files/\n"),
      passing: .env("BUCKET=gs://wandb-files\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for connection in resolved.connection(.bucket) where connection.namePrefix == nil {
      let url = connection.url
      let path = url.path.text
      // The server reads `s3:///bucket` as a bucket in AWS itself.
      let body = url.host.text.isEmpty && path.hasPrefix("/") ? String(path.dropFirst()) : path
      let hasEmptyPath = path.isEmpty && hasSlashAfterHost(url)
      guard hasEmptyPath || body.hasPrefix("/") || body.hasSuffix("/") || body.holds("//")
      else { continue }
      let isLast = hasEmptyPath || body.hasSuffix("/")
      findings.add(
        .straySlashInBucket(of: connection.spelling, isLast ? .atEnd : .elsewhereInPath),
        at: path.isEmpty ? connection.span : url.path.span, setting: "global.bucket.path",
        help: .removeSlash, fixes: isLast ? fixes(connection) : [])
    }
    checkInput(resolved, &findings)
  }

  /// Removes the slash at the end; a value of nothing but a slash would become null without it.
  private static func fixes(_ connection: WriteLog.Connection) -> [FixIt] {
    let text = connection.url.source.text.prefix { $0 != "?" }
    let count = text.utf8.count
    guard text.hasSuffix("/"), !text.hasSuffix("//"),
      connection.isWhole || connection.url.path.text.utf8.count > 1,
      connection.url.source.isExact(count - 1..<count)
    else { return [] }
    let slash = connection.url.source.span(of: count - 1..<count)
    return [FixIt(.removeSlash, [.replace(slash, with: "")])]
  }

  private static func hasSlashAfterHost(_ url: ConnectionString) -> Bool {
    guard !url.host.text.isEmpty else { return false }
    let text = url.source.text.prefix { $0 != "?" }
    return text.hasSuffix("/")
  }

  /// Checks the path as the input of a module, where it is not part of a URI.
  private static func checkInput(
    _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    let setting = resolved.configuration.bucket.prefix
    guard let path = setting.literal, let origin = resolved.origin(of: setting),
      origin.isInput("bucket_path"),
      path.hasPrefix("/") || path.hasSuffix("/") || path.holds("//")
    else { return }
    findings.add(
      .straySlash(in: origin.spelling, path.hasSuffix("/") ? .atEnd : .elsewhere), at: origin,
      setting: "global.bucket.path", help: .removeSlash)
  }
}

extension Message {
  fileprivate static func straySlashInBucket(of spelling: String, _ position: Message) -> Message {
    "the bucket in `\(spelling)` has a stray slash \(position)"
  }

  fileprivate static func straySlash(in spelling: String, _ position: Message) -> Message {
    "`\(spelling)` has a stray slash \(position)"
  }

  fileprivate static let atEnd: Message = "at the end"

  fileprivate static let elsewhereInPath: Message = "at the start of or inside the path"

  fileprivate static let elsewhere: Message = "at the start or inside"

  fileprivate static let removeSlash: Message = "remove the slash"
}
