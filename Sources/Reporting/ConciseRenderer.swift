import Diagnostics

/// Findings, one per line, for editors and `grep`: `FILE:LINE:COLUMN: error[WB2102] message`.
package struct ConciseRenderer: Renderer {
  package init() {}

  /// One line for each record, with its line break.
  package func render(_ findings: Findings) -> String {
    findings.records.map { record in
      "\(record.location.text): \(record.severity.rawValue)[\(record.code)] \(record.message)\n"
    }.joined()
  }
}
