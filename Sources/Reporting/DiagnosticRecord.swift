package import Diagnostics

/// A finding with every place resolved: what all renderers print, so that they cannot disagree.
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
    /// nil for a replacement that holds a secret.
    package let replacement: String?
  }
}

/// Resolves spans: keeps the line table of every input that a finding names.
package struct RecordMaker {
  private let sources: SourceMap
  private let detail: Detail
  private var files: [File]

  /// What is known of one file; as all below, in the order of `sources`.
  private struct File {
    var masks: [Range<Int>] = []
    /// The masks, once a frame is drawn of the file.
    var hidden: MaskedRanges?
    var table: LineTable?
  }

  /// What a record holds besides places and words.
  package enum Detail: Sendable { case frames, placesOnly }

  /// `masks` are the spans that no frame shows.
  package init(_ sources: SourceMap, masks: [SourceSpan], detail: Detail) {
    self.sources = sources
    self.detail = detail
    files = Array(repeating: File(), count: sources.files.count)
    for mask in masks { files[Int(mask.file.index)].masks.append(mask.range) }
  }

  package static func records(
    _ diagnostics: [Diagnostic], _ sources: SourceMap, masks: [SourceSpan],
    detail: Detail = .frames
  ) -> [DiagnosticRecord] {
    var maker = RecordMaker(sources, masks: masks, detail: detail)
    return diagnostics.map { maker.record($0) }
  }

  package mutating func record(_ diagnostic: Diagnostic) -> DiagnosticRecord {
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

  private mutating func fix(_ fix: FixIt) -> DiagnosticRecord.Fix {
    DiagnosticRecord.Fix(
      summary: fix.summary, applicability: fix.applicability,
      edits: fix.edits.map { edit in
        var text: String?
        if case .text(let replacement) = edit.replacement { text = replacement }
        return .init(location: location(edit.span), replacement: text)
      })
  }

  private mutating func table(_ file: FileID) -> LineTable {
    if let table = files[Int(file.index)].table { return table }
    let table = LineTable(sources[file])
    files[Int(file.index)].table = table
    return table
  }

  private mutating func hidden(_ file: FileID) -> MaskedRanges {
    let index = Int(file.index)
    if let hidden = files[index].hidden { return hidden }
    let hidden = MaskedRanges(files[index].masks)
    files[index].hidden = hidden
    return hidden
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
        let hidden = hidden(file)
        let first = own.first.map { Int($0.span.lower) } ?? 0
        return .init(
          file: sources[file].name, position: table.position(at: first),
          lines: FrameLine.lines(own, in: sources[file], table, hiding: hidden))
      })
  }
}

extension String {
  /// The text with what would move a terminal's cursor, or turn its text around, as an escape.
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
