import Documents
package import Diagnostics

/// Findings as JSON; `schemas/diagnostics.schema.json` describes the format.
package enum JSONRenderer {
  /// One indented object.
  ///
  /// `report` includes the findings that `--max-errors` removes from `records`, so that the summary
  /// counts them; `inputs` is the number of files.
  package static func render(
    _ records: [DiagnosticRecord], of report: Report, inputs: Int
  ) -> String {
    JSONDocument.render(value(records, report, inputs), .indented)
  }

  private static func value(
    _ records: [DiagnosticRecord], _ report: Report, _ inputs: Int
  ) -> DocumentValue {
    func count(_ severity: Severity) -> DocumentValue { .number(report.count(severity)) }
    return .object([
      "version": .number(1),
      "summary": .object([
        "errors": count(.error), "warnings": count(.warning), "notes": count(.note),
        "inputs": .number(inputs),
      ]),
      "diagnostics": .array(records.map(diagnostic)),
    ])
  }

  private static func diagnostic(_ record: DiagnosticRecord) -> DocumentValue {
    var members: DocumentValue.Members = [
      "code": .string(record.code), "name": .string(record.name),
      "severity": .string(record.severity.rawValue), "message": .string(record.message),
    ]
    members["help"] = record.help.map { .string($0) }
    members["setting"] = record.setting.map { .string($0) }
    members["location"] = location(record.location)
    members["related"] = .array(
      record.related.map {
        .object(["message": .string($0.message), "location": location($0.location)])
      })
    members["fixes"] = .array(record.fixes.map(fix))
    return .object(members)
  }

  private static func fix(_ fix: DiagnosticRecord.Fix) -> DocumentValue {
    .object([
      "summary": .string(fix.summary), "applicability": .string(fix.applicability.rawValue),
      "edits": .array(
        fix.edits.map { edit in
          var members: DocumentValue.Members = ["location": location(edit.location)]
          if let text = edit.replacement {
            members["replacement"] = .string(text)
          } else {
            members["sensitive"] = .bool(true)
          }
          return .object(members)
        }),
    ])
  }

  private static func location(_ location: DiagnosticRecord.Location) -> DocumentValue {
    .object([
      "file": .string(location.file), "start": position(location.start),
      "end": position(location.end),
    ])
  }

  private static func position(_ position: SourcePosition) -> DocumentValue {
    .object([
      "line": .number(position.line), "column": .number(position.column),
      "offset": .number(position.offset),
    ])
  }
}
