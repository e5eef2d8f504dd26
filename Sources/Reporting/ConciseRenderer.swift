import Diagnostics

/// Findings, one per line, for editors and `grep`: `FILE:LINE:COLUMN: error[WB2102] message`.
package struct ConciseRenderer: Renderer {
  package init() {}

  /// One line for each record, with its line break.
  package func render(_ findings: Findings) -> String {
    findings.records.map { record in
      let start = record.location.start
      let location = "\(record.location.file):\(start.line):\(start.column)"
      return "\(location): \(record.severity.rawValue)[\(record.code)] \(record.message)\n"
    }.joined()
  }
}
