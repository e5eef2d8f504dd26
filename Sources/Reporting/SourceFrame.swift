package import Diagnostics

/// The source lines that a finding shows, with secrets masked.
package struct SourceFrame: Sendable {
  /// One for each input that the finding names, that of the primary span first.
  package let sections: [Section]

  /// The lines of one input.
  package struct Section: Sendable {
    /// The name of the input.
    package let file: String
    /// Where the first span in this input begins, for `FILE:LINE:COLUMN`.
    package let position: SourcePosition
    /// The underlined lines, from top to bottom; lines between them are left out.
    package let lines: [FrameLine]
  }
}

/// A span to underline, and its label.
struct FrameNote: Sendable {
  /// A primary note is underlined with `^`, a secondary one with `-`.
  enum Kind: Sendable { case primary, secondary }

  let span: SourceSpan
  let text: String
  let kind: Kind
}

/// One line as it is shown, and its underlined parts.
package struct FrameLine: Sendable {
  /// From 1.
  package let number: Int
  /// The cells of the line, masked, cut to the widest line with `…` at each cut.
  package let text: String
  /// The primary one first, then from left to right.
  package let marks: [Mark]

  /// An underlined part of the line.
  package struct Mark: Sendable {
    /// In display columns, from 0.
    package let start: Int
    /// In display columns, at least 1.
    package let width: Int
    /// The label after the underline; empty for none.
    package let text: String
    /// Whether it is underlined with `^`.
    package let isPrimary: Bool
  }

  /// The maximum number of columns to show; longer lines are cut around the underlined span.
  private static let widest = 96

  static func lines(
    _ notes: [FrameNote], in file: SourceFile, _ table: LineTable, hiding hidden: HiddenSpans
  ) -> [FrameLine] {
    let numbers = notes.map { table.line(at: Int($0.span.lower)) }
    let order = notes.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    var lines: [FrameLine] = []
    var own: [FrameNote] = []
    for (position, index) in order.enumerated() {
      own.append(notes[index])
      let line = numbers[index]
      if position + 1 < order.count, numbers[order[position + 1]] == line { continue }
      lines.append(make(line, own, file, table.contents(of: line), hidden))
      own = []
    }
    return lines
  }

  private static func make(
    _ line: Int, _ notes: [FrameNote], _ file: SourceFile, _ range: Range<Int>,
    _ hidden: HiddenSpans
  ) -> FrameLine {
    let (range, isCut) = Self.shown(of: range, around: notes.first?.span, file)
    let cells = DisplayLine(file, range, hidden, in: notes.first?.span.file ?? FileID(0))
    let spans = notes.map { cells.columns(of: $0.span.range) }
    let focus = spans.first ?? 0..<0
    let window = cells.window(around: focus, widest: widest)
    let marks = zip(notes, spans).map { note, columns in
      let lower = min(max(columns.lowerBound, window.columns.lowerBound), window.columns.upperBound)
      let upper = min(max(columns.upperBound, lower), window.columns.upperBound)
      return Mark(
        start: lower - window.columns.lowerBound + window.lead + (isCut ? 1 : 0),
        width: max(1, upper - lower),
        text: note.text, isPrimary: note.kind == .primary)
    }
    return FrameLine(
      number: line + 1, text: isCut ? "…" + window.text : window.text,
      marks: marks.sorted { ($0.isPrimary ? 0 : 1, $0.start) < ($1.isPrimary ? 0 : 1, $1.start) })
  }

  /// The bytes around the span if the line has thousands: a frame shows about a hundred columns.
  private static func shown(
    of line: Range<Int>, around span: SourceSpan?, _ file: SourceFile
  ) -> (range: Range<Int>, isCut: Bool) {
    guard line.count > 4096, let span else { return (line, false) }
    var lower = max(line.lowerBound, Int(span.lower) - 400)
    var upper = min(line.upperBound, lower + 2000)
    while lower > line.lowerBound, file.bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < line.upperBound, file.bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    return (lower..<upper, lower > line.lowerBound)
  }
}
