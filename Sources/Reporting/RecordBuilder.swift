package import Diagnostics

/// Resolves spans: keeps the line table of every input that a finding names.
package struct RecordBuilder {
  private let sources: SourceMap
  private let hidden: HiddenSpans
  private let detail: RecordDetail
  /// The most columns of a line that a frame shows.
  private let frameWidth: Int
  /// In the order of `sources`.
  private var tables: [LineTable?]
  /// nil unless fingerprints were requested.
  private var fingerprints: FingerprintDigests?

  /// Line tables are made on demand, so that a report that names one file scans one file.
  package init(
    _ report: Report, detail: RecordDetail, frameWidth: Int = SourceFrame.defaultWidth
  ) {
    (sources, hidden, self.detail) = (report.sources, report.hidden, detail)
    self.frameWidth = frameWidth
    fingerprints = detail.contains(.fingerprints) ? FingerprintDigests(report) : nil
    tables = Array(repeating: nil, count: report.sources.files.count)
  }

  /// One finding as a record.
  package mutating func record(_ diagnostic: PrintableDiagnostic) -> DiagnosticRecord {
    let location = location(diagnostic.span)
    let related = diagnostic.related.map {
      DiagnosticRecord.Related(message: $0.message.printable, location: self.location($0.span))
    }
    var notes = [
      FrameNote(span: diagnostic.span, text: diagnostic.label.printable, kind: .primary)
    ]
    notes += diagnostic.related.map {
      FrameNote(span: $0.span, text: $0.message.printable, kind: .secondary)
    }
    return DiagnosticRecord(
      id: diagnostic.id, severity: diagnostic.severity, message: diagnostic.message.printable,
      help: diagnostic.help?.printable,
      setting: diagnostic.setting?.printable,
      location: location, related: related, fixes: diagnostic.fixes.map { fix($0) },
      frame: frame(notes), fingerprint: fingerprints?.next(diagnostic) ?? "")
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
    let (lower, upper) = (Int(span.lower), Int(span.upper))
    return .init(
      file: sources[span.file].name, path: sources[span.file].path,
      start: table.position(at: lower), end: table.position(at: upper),
      utf16: detail.contains(.utf16Columns)
        ? .init(start: table.utf16Column(at: lower), end: table.utf16Column(at: upper)) : nil)
  }

  private mutating func frame(_ notes: [FrameNote]) -> SourceFrame {
    guard detail.contains(.frames) else { return SourceFrame(sections: []) }
    var files: [FileID] = []
    for note in notes where !files.contains(note.span.file) { files.append(note.span.file) }
    return SourceFrame(
      sections: files.map { file in
        let source = FrameSource(
          file: sources[file], table: table(file), hidden: hidden, widest: frameWidth)
        let own = notes.filter { $0.span.file == file }
        let first = own.first.map { Int($0.span.lower) } ?? 0
        return .init(
          file: source.file.name, path: source.file.path,
          position: source.table.position(at: first),
          lines: FrameLine.lines(own, in: source))
      })
  }
}
