import Diagnostics
import Documents

/// Findings as JSON; `schemas/diagnostics.schema.json` describes the format.
package struct JSONRenderer: Renderer {
  package init() {}

  /// One indented object, whose summary also counts what is not shown.
  package func render(_ findings: Findings) -> String {
    JSONDocument.render(
      .object([
        "version": .number(1),
        "summary": .object(findings.counts.members),
        "diagnostics": .array(findings.records.map(Self.diagnostic)),
      ]), .indented)
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

extension Findings.Counts {
  /// The numbers that every JSON format prints.
  var members: DocumentValue.Members {
    [
      "errors": .number(errors), "warnings": .number(warnings), "notes": .number(notes),
      "inputs": .number(inputs),
    ]
  }
}
