package import Diagnostics

/// A finding with every location resolved; all renderers print records, so that they agree.
package struct DiagnosticRecord: Sendable {
  package let code: String
  package let name: String
  package let severity: Severity
  package let message: String
  package let help: String?
  package let setting: String?
  package let location: Location
  package let related: [Related]
  package let fixes: [Fix]
  package let frame: SourceFrame

  package struct Location: Sendable {
    package let file: String
    package let start: SourcePosition
    package let end: SourcePosition
  }

  package struct Related: Sendable {
    package let message: String
    package let location: Location
  }

  package struct Fix: Sendable {
    package let summary: String
    package let applicability: FixIt.Applicability
    package let edits: [FixEdit]
  }

  package struct FixEdit: Sendable {
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

extension String {
  /// The text with escapes for characters that move a terminal's cursor or change text direction.
  fileprivate var printable: String {
    guard unicodeScalars.contains(where: Self.isUnprintable) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if Self.isUnprintable(scalar) {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
