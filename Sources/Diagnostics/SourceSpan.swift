/// A half-open range of UTF-8 bytes in one input.
package struct SourceSpan: Hashable, Sendable {
  package let file: FileID
  package let lower: Int32
  package let upper: Int32

  package init(_ file: FileID, _ lower: Int, _ upper: Int) {
    self.file = file
    self.lower = Int32(lower)
    self.upper = Int32(max(lower, upper))
  }

  package var range: Range<Int> { Int(lower)..<Int(upper) }

  /// The part of this span at `offsets`, which count from its start.
  package func sub(_ offsets: Range<Int>) -> SourceSpan {
    SourceSpan(file, Int(lower) + offsets.lowerBound, Int(lower) + offsets.upperBound)
  }

  package func contains(_ other: SourceSpan) -> Bool {
    file == other.file && lower <= other.lower && other.upper <= upper
  }

  package func overlaps(_ other: SourceSpan) -> Bool {
    file == other.file && lower < other.upper && other.lower < upper
  }
}

/// A name and where it was written.
package struct Located: Sendable {
  package let value: String
  package let span: SourceSpan

  package init(_ value: String, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }
}

extension Located {
  /// The span without its quotes, if it has any; nil where the text was written with escapes.
  package var textSpan: SourceSpan? {
    let length = value.utf8.count
    switch span.range.count {
    case length: return span
    case length + 2: return span.sub(1..<(length + 1))
    default: return nil
    }
  }
}
