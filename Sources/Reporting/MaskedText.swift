package import Diagnostics

/// The lines of a whole file as they are shown, with secrets masked.
package enum MaskedText {
  /// Each line drawn as in a source frame, but at full width; an empty text has no lines.
  package static func lines(
    _ file: SourceFile, hiding hidden: HiddenSpans = HiddenSpans(), as id: FileID = FileID(0)
  ) -> [String] {
    let table = LineTable(file)
    return (0..<table.lineCount).compactMap { line in
      let range = table.contents(of: line)
      // An empty text after the last line break does not count as a line.
      if range.isEmpty, line == table.lineCount - 1 { return nil }
      let display = DisplayLine(file, range, hidden, in: id)
      return display.window(around: 0..<0, widest: .max).text
    }
  }
}
