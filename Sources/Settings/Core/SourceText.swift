import ConfigSyntax
package import Diagnostics

/// Text whose pieces know where in the inputs they were written.
package struct SourceText: Sendable {
  package private(set) var text: String
  /// Runs of `text` (in UTF-8 offsets) that occur in an input byte for byte.
  private var runs: [Run]
  /// The whole value, used for a piece outside any run.
  package let span: SourceSpan

  private struct Run {
    let range: Range<Int>
    /// Where the run begins in the input.
    let start: SourceSpan
  }

  /// Text without a location of its own; `span` is used for all of it.
  package init(_ text: String, at span: SourceSpan) {
    self.text = text
    self.span = span
    runs = []
  }

  /// The text of a scalar; exact unless escapes or line folds make the value differ from its
  /// source.
  package init(_ text: String, at span: SourceSpan, in file: SourceFile) {
    self.text = text
    self.span = span
    let bytes = file.bytes[span.range]
    let value = Array(text.utf8)
    let quote = bytes.first == UInt8(ascii: "\"") || bytes.first == UInt8(ascii: "'")
    if bytes.elementsEqual(value) {
      runs = [Run(range: 0..<value.count, start: span)]
    } else if quote, bytes.dropFirst().dropLast().elementsEqual(value) {
      runs = [Run(range: 0..<value.count, start: span.sub(1..<span.range.count - 1))]
    } else {
      runs = []
    }
  }

  private init(_ text: String, _ runs: [Run], _ span: SourceSpan) {
    self.text = text
    self.runs = runs
    self.span = span
  }

  /// This text after `prefix`, which is not part of any input.
  package func prepending(_ prefix: String) -> SourceText {
    SourceText(prefix + text, shifted(by: prefix.utf8.count), span)
  }

  /// This text, `separator` and `other`, joined.
  package func appending(_ separator: String, _ other: SourceText) -> SourceText {
    let offset = text.utf8.count + separator.utf8.count
    return SourceText(
      text + separator + other.text, runs + other.shifted(by: offset), span)
  }

  /// Adds the text of another value.
  package mutating func append(_ other: SourceText) {
    runs += other.shifted(by: text.utf8.count)
    text += other.text
  }

  /// How much memory it takes, in bytes.
  package var size: Int { text.utf8.count + runs.count * MemoryLayout<Run>.stride }

  private func shifted(by offset: Int) -> [Run] {
    runs.map { run in
      Run(
        range: run.range.lowerBound + offset..<run.range.upperBound + offset, start: run.start)
    }
  }

  /// The location of the bytes in `range`; that of the whole value when they are in no input.
  package func span(of range: Range<Int>) -> SourceSpan {
    for run in runs where run.range.lowerBound <= range.lowerBound {
      guard range.lowerBound < run.range.upperBound || range.isEmpty else { continue }
      let lower = range.lowerBound - run.range.lowerBound
      let upper = min(range.upperBound, run.range.upperBound) - run.range.lowerBound
      guard lower <= upper else { continue }
      return run.start.sub(lower..<upper)
    }
    return span
  }

  /// Whether every byte in `range` is in the inputs unchanged, so that a fix can replace it.
  package func isExact(_ range: Range<Int>) -> Bool {
    runs.contains {
      $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }
  }

  /// The pieces between separators, without surrounding spaces or empty pieces.
  package func split(separator: UInt8) -> [SourceText] {
    let bytes = Array(text.utf8)
    return bytes.indices.split { bytes[$0] == separator }.compactMap { range in
      var range = range
      while let first = range.first, bytes[first] <= 0x20 { range = range.dropFirst() }
      while let last = range.last, bytes[last] <= 0x20 { range = range.dropLast() }
      return range.isEmpty ? nil : piece(range.startIndex..<range.endIndex)
    }
  }

  /// A part of the text, with its own location.
  package func piece(_ range: Range<Int>) -> SourceText {
    let utf8 = text.utf8
    let lower = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let upper = utf8.index(utf8.startIndex, offsetBy: range.upperBound)
    let span = span(of: range)
    let runs = isExact(range) ? [Run(range: 0..<range.count, start: span)] : []
    return SourceText(String(text[lower..<upper]), runs, span)
  }
}
