import Diagnostics
import Documents

/// Findings as GitLab's code quality report, for merge requests.
///
/// Source: docs.gitlab.com, "Code Quality", "Code Quality report format".
package struct GitLabRenderer: Renderer {
  private let paths: PathBase

  package init(_ paths: PathBase) { self.paths = paths }

  /// One indented array.
  ///
  /// GitLab drops a finding whose fingerprint another one has, so those of several deployments are
  /// numbered.
  package func render(_ findings: Findings) -> String {
    var seen: [String: Int] = [:]
    return JSONDocument.render(
      .array(
        findings.records.map { record in
          let number = seen[record.fingerprint, default: 0]
          seen[record.fingerprint] = number + 1
          return issue(record, record.fingerprint + (number > 0 ? "-\(number + 1)" : ""))
        }), .indented)
  }

  private func issue(_ record: DiagnosticRecord, _ fingerprint: String) -> DocumentValue {
    let help = record.help.map { "; help: \($0)" } ?? ""
    let (path, lines) = (record.location.path, record.location)
    return .object([
      "description": .string(record.message + help),
      "check_name": .string("\(record.code) \(record.name)"),
      "fingerprint": .string(fingerprint), "severity": .string(severity(record.severity)),
      "location": .object([
        "path": .string(path.map(paths.path) ?? record.location.file),
        "lines": .object([
          "begin": .number(lines.start.line), "end": .number(lines.end.line),
        ]),
      ]),
    ])
  }

  /// GitLab's words are `info`, `minor`, `major`, `critical` and `blocker`.
  private func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "major"
    case .warning: "minor"
    case .note: "info"
    }
  }
}
