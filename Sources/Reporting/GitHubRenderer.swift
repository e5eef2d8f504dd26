import Diagnostics

/// Findings as commands of a GitHub workflow, which become annotations of a pull request.
///
/// Source: docs.github.com, "Workflow commands for GitHub Actions"; actions/runner, `ActionCommand`
/// for the escapes.
package struct GitHubRenderer: Renderer {
  private let paths: PathBase
  private let summary: TextStyle.Summary

  /// GitHub shows no more annotations of each kind in a step.
  private static let limit = 10

  package init(_ paths: PathBase, _ summary: TextStyle.Summary) {
    (self.paths, self.summary) = (paths, summary)
  }

  /// A command for each finding that GitHub shows; the others are lines of the log.
  package func render(_ findings: Findings) -> String {
    var lines: [String] = []
    var shown: [Severity: Int] = [:]
    for record in findings.records {
      let number = shown[record.severity, default: 0]
      shown[record.severity] = number + 1
      lines.append(number < Self.limit ? command(record) : Self.listed(record))
    }
    if summary == .shown {
      lines += SummaryLine.text(findings).split(separator: "\n").map(Self.inert)
    }
    if let rest = Self.rest(shown) { lines.append(rest) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// How many findings GitHub does not show.
  private static func rest(_ shown: [Severity: Int]) -> String? {
    let left = [(Severity.error, "more error"), (.warning, "more warning"), (.note, "more note")]
      .map { (max(0, shown[$0.0, default: 0] - limit), $0.1) }.filter { $0.0 > 0 }
    guard !left.isEmpty else { return nil }
    let verb = left.map(\.0).reduce(0, +) == 1 ? "is" : "are"
    return "\(left.map { $0.0.counted($0.1) }.listed) \(verb) only in this log: "
      + "GitHub shows \(limit) annotations of each kind per step"
  }

  // MARK: Commands

  private func command(_ record: DiagnosticRecord) -> String {
    var properties = location(record.location)
    properties.append(("title", "\(record.code) \(record.name)"))
    let list = properties.map { "\($0.name)=\(Self.escapedProperty($0.value))" }
    let kind = record.severity == .note ? "notice" : record.severity.rawValue
    // The log shows only the message, so the location is repeated in it.
    let help = record.help.map { "\nhelp: \($0)" } ?? ""
    let text = "\(record.location.text): \(record.message)\(help)"
    return "::\(kind) \(list.joined(separator: ","))::\(Self.escapedData(text))"
  }

  private func location(
    _ location: DiagnosticRecord.Location
  ) -> [(name: String, value: String)] {
    guard let path = location.path else { return [] }
    let (start, end) = (location.start, location.end)
    // An end before the first character of a line is the end of the line before.
    let lastLine = end.column == 1 && end.line > start.line ? end.line - 1 : end.line
    var properties: [(name: String, value: String)] = [
      ("file", Self.fileName(paths.path(path))), ("line", String(start.line)),
      ("endLine", String(lastLine)),
    ]
    // Annotations of several lines have no columns.
    if lastLine == start.line, end.line == start.line {
      properties += [("col", String(start.column)), ("endColumn", String(end.column))]
    }
    return properties
  }

  /// The name of a file, of which a terminal obeys nothing; GitHub decodes line breaks from escapes.
  private static func fileName(_ path: String) -> String {
    guard path.unicodeScalars.contains(where: PrintableText.isControl) else { return path }
    return path.unicodeScalars.map { scalar in
      scalar == "\n" || scalar == "\r" ? String(scalar) : String(scalar).printable
    }.joined()
  }

  private static func escapedData(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func escapedProperty(_ text: String) -> String {
    escapedData(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  // MARK: The log

  private static func listed(_ record: DiagnosticRecord) -> String {
    inert(
      "\(record.severity.rawValue)[\(record.code)] \(record.location.text): \(record.message)")
  }

  /// A line that GitHub does not take for a command, whatever a file is named: `::` begins one at the
  /// start of a line, and `##[` anywhere.
  private static func inert(_ line: some StringProtocol) -> String {
    let text = String(line).replacing("##[", with: "## [")
    return text.drop { $0 == " " }.hasPrefix("::") ? "- " + text : text
  }
}
