import Diagnostics

/// Findings as a Markdown table, for the summary of a job on GitHub.
package struct GitHubSummary {
  private let paths: PathBase

  /// The most bytes that GitHub accepts from a step.
  package static let limit = 1 << 20

  package init(_ paths: PathBase) { self.paths = paths }

  /// The text to append to the summary, of at most `limit` bytes; empty if not even its title fits.
  package func render(_ findings: Findings, limit: Int = Self.limit) -> String {
    var text = "### wandb-cfg: \(Self.count(findings))\n\n"
    guard text.utf8.count <= limit else { return "" }
    guard !findings.records.isEmpty else { return text }
    let title = text
    text += "| Severity | Location | Code | Message |\n| --- | --- | --- | --- |\n"
    // The last line must fit as well.
    var left = limit - text.utf8.count - Self.remainder(findings.records.count).utf8.count
    guard left >= 0 else { return title }
    for (index, record) in findings.records.enumerated() {
      let row = row(record)
      left -= row.utf8.count
      guard left >= 0 else { return text + Self.remainder(findings.records.count - index) }
      text += row
    }
    return text + "\n"
  }

  private static func count(_ findings: Findings) -> String {
    let counts = findings.counts
    let more = counts.hidden > 0 ? " (\(counts.hidden) not shown)" : ""
    return counts.text + SummaryLine.scope(of: findings) + more
  }

  private static func remainder(_ count: Int) -> String {
    "\n\(count.counted("more finding")) did not fit into the summary.\n\n"
  }

  private func row(_ record: DiagnosticRecord) -> String {
    let location = record.location
    let path = location.path.map { paths.path($0).printable } ?? location.file
    let position = "\(Self.literal(path)):\(location.start.line):\(location.start.column)"
    let help = record.help.map { "<br>help: \(Self.prose($0))" } ?? ""
    let message = Self.prose(record.message) + help
    return "| \(record.severity.rawValue) | \(position) | \(record.code) | \(message) |\n"
  }

  // MARK: Markdown

  /// A message, whose backquotes mark code.
  private static func prose(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // A value with a backquote in it, or one that a table would read differently as code.
    let isPlain = parts.enumerated().contains { index, part in
      index % 2 == 1 && (part.isEmpty || part.contains("\\"))
    }
    guard parts.count % 2 == 1, !isPlain else { return literal(text) }
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? "`\(part.replacing("|", with: "\\|"))`" : literal(String(part))
    }.joined()
  }

  /// Text in which Markdown finds no markup: its punctuation is escaped (GFM 2.4), and that of
  /// addresses that it would turn into links.
  private static func literal(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if markup.contains(scalar) || scalar == "/" && result.hasSuffix(":") { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static let markup = Set("\\`*_{}[]<>()#+!|~&$@".unicodeScalars)
}
