package import Diagnostics

/// A whole file for a person's eyes: its lines, with secrets masked.
package enum MaskedText {
  package static func lines(_ file: SourceFile, hiding masks: [SourceSpan]) -> [String] {
    let table = LineTable(file)
    let hidden = MaskedRanges(masks.map(\.range))
    return (0..<table.lineCount).compactMap { line in
      let range = table.contents(of: line)
      // The text behind the last line break is no line of its own.
      if range.isEmpty, line == table.lineCount - 1 { return nil }
      let display = DisplayLine(file, range, hidden)
      return display.window(around: 0..<0, widest: .max).text
    }
  }
}
