/// A table of the deployments of `--each` and how many findings each has.
enum DeploymentTable {
  /// The lines with their line breaks; empty for a run without `--each`.
  ///
  /// Of more than 20 deployments, those without findings are one row.
  static func text(_ deployments: [Findings.Deployment]) -> String {
    guard !deployments.isEmpty else { return "" }
    let shown = deployments.count > 20 ? deployments.filter { !$0.counts.isEmpty } : deployments
    var rows = shown.map { Row($0.name, $0.counts) }
    if shown.count < deployments.count {
      rows.append(
        Row("\(deployments.count - shown.count) deployments without findings", Findings.Counts()))
    }
    let width = max(title.count, rows.map(\.width).max() ?? 0)
    let head =
      pad(title, from: title.count, to: width) + columns.map { "  " + $0.title }.joined() + "\n"
    return head + rows.map { $0.text(width) }.joined()
  }

  private static let title = "deployment"

  private static let columns: [(title: String, count: @Sendable (Findings.Counts) -> Int)] = [
    ("errors", { $0.errors }), ("warnings", { $0.warnings }), ("notes", { $0.notes }),
  ]

  private struct Row {
    let name: String
    let counts: Findings.Counts
    /// Of the name, in columns of a terminal.
    let width: Int

    init(_ name: String, _ counts: Findings.Counts) {
      (self.name, self.counts) = (name, counts)
      width = DisplayWidth.of(name)
    }

    func text(_ nameWidth: Int) -> String {
      let cells = columns.map { title, count in
        let number = String(count(counts))
        return pad("", from: number.count, to: title.count + 2) + number
      }
      return pad(name, from: width, to: nameWidth) + cells.joined() + "\n"
    }
  }

  private static func pad(_ text: String, from width: Int, to target: Int) -> String {
    text + String(repeating: " ", count: max(0, target - width))
  }
}
