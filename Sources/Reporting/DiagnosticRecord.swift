package import Diagnostics

/// A finding with every location resolved; all renderers print records, so that they agree.
package struct DiagnosticRecord: Sendable {
  /// `WB` and four digits.
  package let code: String
  /// The name in kebab case, as `explain` accepts it.
  package let name: String
  /// After `--strict`.
  package let severity: Severity
  /// One clause, with characters that control a terminal escaped, as in the texts below.
  package let message: String
  /// An imperative that follows `help:`.
  package let help: String?
  /// The canonical name of the setting, when there is one.
  package let setting: String?
  /// The primary location.
  package let location: Location
  /// The secondary locations, in the order in which they were added.
  package let related: [Related]
  /// Changes that would remove the finding.
  package let fixes: [Fix]
  /// The source lines; without sections if only locations were requested.
  package let frame: SourceFrame

  /// A span as readers of a report count: lines and columns from 1.
  package struct Location: Sendable {
    /// The name of the input, as the user wrote it.
    package let file: String
    /// The first byte.
    package let start: SourcePosition
    /// The position after the last byte.
    package let end: SourcePosition
  }

  /// A secondary location.
  package struct Related: Sendable {
    /// How it contributes to the finding.
    package let message: String
    package let location: Location
  }

  /// A fix with its locations resolved.
  package struct Fix: Sendable {
    /// An imperative.
    package let summary: String
    /// JSON output has its raw value.
    package let applicability: FixIt.Applicability
    /// To be applied together.
    package let edits: [FixEdit]
  }

  /// One replacement.
  package struct FixEdit: Sendable {
    /// The bytes to replace; JSON output has their offsets.
    package let location: Location
    /// nil if the replacement contains a secret.
    package let replacement: String?
  }
}

/// Resolves spans: keeps the line table of every input that a finding names.
package struct RecordBuilder {
  private let sources: SourceMap
  private let hidden: HiddenSpans
  private let detail: Detail
  /// In the order of `sources`.
  private var tables: [LineTable?]

  /// What a record contains in addition to texts.
  package enum Detail: Sendable { case frames, locationsOnly }

  /// Line tables are made on demand, so that a report that names one file scans one file.
  package init(_ report: Report, detail: Detail = .frames) {
    (sources, hidden, self.detail) = (report.sources, report.hidden, detail)
    tables = Array(repeating: nil, count: report.sources.files.count)
  }

  /// The records of a report's findings.
  package static func records(
    _ report: Report, detail: Detail = .frames
  ) -> [DiagnosticRecord] {
    var builder = RecordBuilder(report, detail: detail)
    return report.findings.map { builder.record($0) }
  }

  /// One finding as a record.
  package mutating func record(_ diagnostic: PrintableDiagnostic) -> DiagnosticRecord {
    let location = location(diagnostic.span)
    let related = diagnostic.related.map {
      DiagnosticRecord.Related(message: $0.message.printable, location: self.location($0.span))
    }
    var notes = [FrameNote(span: diagnostic.span, text: diagnostic.label, kind: .primary)]
    notes += diagnostic.related.map { FrameNote(span: $0.span, text: $0.message, kind: .secondary) }
    return DiagnosticRecord(
      code: diagnostic.id.code, name: diagnostic.id.name, severity: diagnostic.severity,
      message: diagnostic.message.printable, help: diagnostic.help?.printable,
      setting: diagnostic.setting?.printable,
      location: location, related: related, fixes: diagnostic.fixes.map { fix($0) },
      frame: frame(notes))
  }

  private mutating func fix(_ fix: PrintableDiagnostic.Fix) -> DiagnosticRecord.Fix {
    DiagnosticRecord.Fix(
      summary: fix.summary.printable, applicability: fix.applicability,
      edits: fix.edits.map { edit in
        var text: String?
        if case .text(let replacement) = edit.replacement { text = replacement }
        return .init(location: location(edit.span), replacement: text)
      })
  }

  private mutating func table(_ file: FileID) -> LineTable {
    let index = Int(file.index)
    if let table = tables[index] { return table }
    let table = LineTable(sources[file])
    tables[index] = table
    return table
  }

  /// One span, with its line table made on first use of the input.
  package mutating func location(_ span: SourceSpan) -> DiagnosticRecord.Location {
    let table = table(span.file)
    return .init(
      file: sources[span.file].name, start: table.position(at: Int(span.lower)),
      end: table.position(at: Int(span.upper)))
  }

  private mutating func frame(_ notes: [FrameNote]) -> SourceFrame {
    guard detail == .frames else { return SourceFrame(sections: []) }
    var files: [FileID] = []
    for note in notes where !files.contains(note.span.file) { files.append(note.span.file) }
    return SourceFrame(
      sections: files.map { file in
        let table = table(file)
        let own = notes.filter { $0.span.file == file }
        let first = own.first.map { Int($0.span.lower) } ?? 0
        return .init(
          file: sources[file].name, position: table.position(at: first),
          lines: FrameLine.lines(own, in: sources[file], table, hiding: hidden))
      })
  }
}
