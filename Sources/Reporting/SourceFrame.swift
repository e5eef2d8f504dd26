package import Diagnostics

/// The source lines that a finding shows, with secrets masked.
package struct SourceFrame: Sendable {
  /// One for each input that the finding names, that of the primary span first.
  package let sections: [Section]

  /// How many columns of a line a frame shows, unless the terminal is narrower; longer lines are cut
  /// around the underlined span.
  package static let defaultWidth = 96

  /// The lines of one input.
  package struct Section: Sendable {
    /// The name of the input.
    package let file: String
    /// Its path, as in `DiagnosticRecord.Location`.
    package let path: String?
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

/// An input whose lines are drawn.
struct FrameSource {
  let file: SourceFile
  let table: LineTable
  let hidden: HiddenSpans
  /// The most columns of a line that are shown.
  let widest: Int
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

  /// The underlined lines of an input, from top to bottom.
  static func lines(_ notes: [FrameNote], in source: FrameSource) -> [FrameLine] {
    let numbers = notes.map { source.table.line(at: Int($0.span.lower)) }
    let order = notes.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    var lines: [FrameLine] = []
    var own: [FrameNote] = []
    for (position, index) in order.enumerated() {
      own.append(notes[index])
      let line = numbers[index]
      if position + 1 < order.count, numbers[order[position + 1]] == line { continue }
      lines.append(make(line, own, source))
      own = []
    }
    return lines
  }

  private static func make(_ line: Int, _ notes: [FrameNote], _ source: FrameSource) -> FrameLine {
    let (range, isRest) = Self.shown(of: source.table.contents(of: line), notes, source)
    let cells = DisplayLine(
      source.file, range, source.hidden, in: notes.first?.span.file ?? FileID(0))
    let spans = notes.map { cells.columns(of: $0.span.range) }
    let focus = spans.first ?? 0..<0
    let window = cells.window(around: focus, widest: source.widest)
    // The window may begin with an ellipsis of its own.
    let isCut = isRest && window.lead == 0
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

  /// The bytes around the first note that a frame may show, if the line is much longer than that, and
  /// whether they are not its beginning.
  private static func shown(
    of line: Range<Int>, _ notes: [FrameNote], _ source: FrameSource
  ) -> (range: Range<Int>, isRest: Bool) {
    guard line.count > (notes.count == 1 ? 16 * source.widest : 4096), let span = notes.first?.span
    else { return (line, false) }
    let bytes = source.file.bytes
    // A third of the columns is before the note, and most columns are one byte, or three for two.
    var lower = max(line.lowerBound, Int(span.lower) - 2 * source.widest)
    var upper = min(line.upperBound, Int(span.lower) + 6 * source.widest)
    while lower > line.lowerBound, bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < line.upperBound, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    return (lower..<upper, lower > line.lowerBound)
  }
}

/// A line split into pieces that know their bytes and their columns.
///
/// A tab is four columns wide, a wide character two, a combining mark zero; a control character is
/// shown as its symbol or its escape, so that no input can control the terminal. Masked bytes become
/// `•••`.
struct DisplayLine {
  /// A character, what is shown instead of one, or a run of printable ASCII characters: nearly all
  /// lines consist of one such run.
  private struct Cell {
    let text: String
    let bytes: Range<Int>
    let column: Int
    let width: Int
    /// Whether each byte is a column of its own.
    var isRun = false

    var columns: Range<Int> { column..<column + width }

    /// The columns of the characters to which some of `range` belongs; nil for none.
    func columns(of range: Range<Int>) -> Range<Int>? {
      guard bytes.overlaps(range) || bytes.contains(range.lowerBound) else { return nil }
      guard isRun else { return columns }
      let part = range.isEmpty ? range.lowerBound..<range.lowerBound + 1 : range.clamped(to: bytes)
      let start = column + part.lowerBound - bytes.lowerBound
      return start..<start + part.count
    }

    /// The characters that are inside a range of columns.
    func part(in range: Range<Int>) -> Cell? {
      guard isRun else {
        let isInside = range.lowerBound <= column && column + width <= range.upperBound
        return isInside ? self : nil
      }
      let part = columns.clamped(to: range)
      guard !part.isEmpty else { return nil }
      let skipped = part.lowerBound - column
      let shown = text.utf8.dropFirst(skipped).prefix(part.count)
      let start = bytes.lowerBound + skipped
      return Cell(
        text: String(Substring(shown)), bytes: start..<start + part.count,
        column: part.lowerBound, width: part.count, isRun: true)
    }
  }

  private var cells: [Cell] = []
  private let end: Int
  private var width = 0

  init(_ file: SourceFile, _ range: Range<Int>, _ hidden: HiddenSpans, in id: FileID) {
    end = range.upperBound
    var offset = range.lowerBound
    for mask in hidden.overlapping(range, in: id) {
      append(file, offset..<mask.lowerBound)
      cells.append(Cell(text: Secret.mask, bytes: mask, column: width, width: 3))
      width += 3
      offset = mask.upperBound
    }
    append(file, offset..<range.upperBound)
  }

  private mutating func append(_ file: SourceFile, _ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = Self.endOfText(in: file.bytes, start..<range.upperBound)
      appendText(file.bytes[start..<end], at: start)
      start = end
      guard start < range.upperBound else { return }
      // A byte that is not valid UTF-8 becomes a cell of its own.
      cells.append(Cell(text: "\u{FFFD}", bytes: start..<start + 1, column: width, width: 1))
      (width, start) = (width + 1, start + 1)
    }
  }

  /// The end of the text of well-formed UTF-8 at the start of a range.
  private static func endOfText(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var end = range.lowerBound
      while end < range.upperBound {
        if bytes[end] < 0x80 {
          end += 1
        } else if let scalar = UTF8Scalar.decode(bytes, at: end) {
          end += scalar.length
        } else {
          break
        }
      }
      return min(end, range.upperBound)
    }
  }

  private mutating func appendText(_ bytes: ArraySlice<UInt8>, at start: Int) {
    var offset = start
    while offset < bytes.endIndex {
      var end = bytes[offset...].firstIndex { !Self.isPrintable($0) } ?? bytes.endIndex
      // A mark combines with the character before it.
      if end < bytes.endIndex, bytes[end] >= 0x80, end > offset { end -= 1 }
      appendRun(bytes[offset..<end])
      offset = end
      // Between two printable characters, there is always a boundary.
      while end < bytes.endIndex,
        end == offset || !Self.isPrintable(bytes[end - 1]) || !Self.isPrintable(bytes[end])
      {
        end += 1
      }
      appendCharacters(bytes[offset..<end])
      offset = end
    }
  }

  private static func isPrintable(_ byte: UInt8) -> Bool { 0x20...0x7E ~= byte }

  private mutating func appendRun(_ bytes: ArraySlice<UInt8>) {
    guard !bytes.isEmpty else { return }
    cells.append(
      Cell(
        text: String(decoding: bytes, as: UTF8.self), bytes: bytes.startIndex..<bytes.endIndex,
        column: width, width: bytes.count, isRun: true))
    width += bytes.count
  }

  private mutating func appendCharacters(_ bytes: ArraySlice<UInt8>) {
    guard !bytes.isEmpty else { return }
    var offset = bytes.startIndex
    for character in String(decoding: bytes, as: UTF8.self) {
      let length = character.utf8.count
      let (text, columns) = Self.draw(character)
      cells.append(
        Cell(text: text, bytes: offset..<offset + length, column: width, width: columns))
      width += columns
      offset += length
    }
  }

  /// The columns of a range of bytes; an empty range at the end of the line is the column after it.
  func columns(of bytes: Range<Int>) -> Range<Int> {
    let touched = cells.compactMap { $0.columns(of: bytes) }
    guard let first = touched.first, let last = touched.last else { return width..<width + 1 }
    return first.lowerBound..<max(last.upperBound, first.lowerBound + 1)
  }

  /// The part of the line to show, at most `widest` columns.
  func window(around focus: Range<Int>, widest: Int) -> (
    text: String, columns: Range<Int>, lead: Int
  ) {
    guard width > widest else { return (cells.map(\.text).joined(), 0..<width + 1, 0) }
    let lower = max(0, min(focus.lowerBound - widest / 3, width - widest))
    let shown = cells.compactMap { $0.part(in: lower..<lower + widest) }
    let start = shown.first?.column ?? 0
    let stop = shown.last.map { $0.column + $0.width } ?? 0
    let text = shown.map(\.text).joined()
    return (
      (start > 0 ? "…" : "") + text + (stop < width ? "…" : ""), start..<stop, start > 0 ? 1 : 0
    )
  }

  private static func draw(_ character: Character) -> (text: String, width: Int) {
    guard let first = character.unicodeScalars.first else { return ("", 0) }
    switch first.value {
    case 0x09: return ("    ", 4)
    case 0x20...0x7E where character.utf8.count == 1: return (String(character), 1)
    case 0..<0x20:
      return (String(UnicodeScalar(0x2400 + first.value).map(Character.init) ?? "?"), 1)
    case 0x7F: return ("\u{2421}", 1)
    case 0x200B...0x200D: return ("\u{FFFD}", 1)
    default: break
    }
    let text = String(character)
    if let width = DisplayWidth.ofLetter(character) { return (text, width) }
    guard text.isPrintable else { return (text.printable, text.printable.unicodeScalars.count) }
    return (text, DisplayWidth.of(character))
  }
}

/// How many columns a character occupies.
enum DisplayWidth {
  /// Of a whole text on one line.
  static func of(_ text: String) -> Int {
    text.isASCII ? text.utf8.count : text.reduce(0) { $0 + of($1) }
  }

  static func of(_ character: Character) -> Int {
    character.unicodeScalars.map(of).max() ?? 0
  }

  /// The width of a character of the common European and East Asian scripts, without a look-up in Unicode's
  /// tables; nil for others.
  static func ofLetter(_ character: Character) -> Int? {
    let scalars = character.unicodeScalars
    guard let value = scalars.first?.value, scalars.dropFirst().isEmpty else { return nil }
    switch value {
    // Latin, Greek, Cyrillic.
    case 0xC0...0x24F, 0x391...0x3A1, 0x3A3...0x3CE, 0x400...0x481: return 1
    // Hiragana, Katakana, ideographs, Hangul.
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: return 2
    default: return nil
    }
  }

  /// Of one scalar, as Unicode's tables say.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // East Asian Width W and F (Unicode 15, `EastAsianWidth.txt`), only the larger runs.
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}
