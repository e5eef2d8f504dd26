import Foundation

/// The lists of `fixtures/facts`, line by line, comments left out.
package enum FactsFile {
  package static func lines(_ name: String) -> [String] {
    let url = Fixture.project.appending(path: "fixtures/facts").appending(path: name)
    // Without it, tests with a case for each line would pass with no cases.
    guard let data = try? Data(contentsOf: url) else {
      preconditionFailure("fixtures/facts/\(name) is part of the project")
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
  }
}

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
