import Diagnostics

/// What follows the findings: the table of `--each`, remarks, and the line with their number.
enum SummaryLine {
  /// The lines with their line breaks; the last one is such as `1 error, 2 warnings in 3 files`.
  static func text(_ findings: Findings) -> String {
    let counts = findings.counts
    let remarks = findings.remarks.map { $0 + "\n" }.joined()
    // Nothing is known about inputs that could not be read.
    if findings.deployments.isEmpty, !findings.unread.isEmpty { return remarks }
    let rest = counts.others.map { "\($0.count) \($0.state)" }
    let more = rest.isEmpty ? "" : " (\(rest.joined(separator: ", ")))"
    return DeploymentTable.text(findings.deployments)
      + remarks + "\(counts.text)\(scope(of: findings))\(more)\n"
  }

  /// Where the findings are: ` in 3 files`.
  static func scope(of findings: Findings) -> String {
    let counts = findings.counts
    let files = counts.inputs.counted("file")
    guard findings.deployments.isEmpty else {
      let all = findings.deployments.count
      let affected = findings.deployments.count { !$0.counts.isEmpty }
      let some = affected > 0 && affected < all ? "\(affected) of " : ""
      return " in \(some)\(all.counted("deployment")) (\(files))"
    }
    guard counts.inputs > 0 else { return "" }
    guard counts.merged > 1 else { return " in \(files)" }
    let part = counts.merged < counts.inputs ? ", of which \(counts.merged) are" : ""
    return " in \(files)\(part) merged into 1 deployment"
  }
}
