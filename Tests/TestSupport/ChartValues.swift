/// The keys of the newest chart, from `fixtures/facts`.
package enum ChartValues {
  package struct Row: Sendable {
    package let path: [String]
    /// `text`, `boolean`, `number`, `list` or `map`.
    package let type: String
  }

  package static let rows: [Row] = FactsFile.lines("chart-values.txt").map { line in
    let columns = line.split(separator: "\t").map(String.init)
    return Row(path: Array(columns.dropLast()), type: columns.last ?? "")
  }
}
