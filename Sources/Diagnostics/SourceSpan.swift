/// A half-open range of UTF-8 bytes in one input.
///
/// Offsets have 32 bits, which halves the size of a tree; `--max-bytes` keeps inputs below 2 GiB.
package struct SourceSpan: Hashable, Sendable {
  /// The input.
  package let file: FileID
  /// The offset of the first byte, from 0.
  package let lower: Int32
  /// The offset after the last byte, at least `lower`.
  package let upper: Int32

  /// The span from `lower` to `upper`, empty if `upper` is smaller.
  package init(_ file: FileID, _ lower: Int, _ upper: Int) {
    self.file = file
    self.lower = Int32(lower)
    self.upper = Int32(max(lower, upper))
  }

  /// The offsets, for use as a subscript of the input's bytes.
  package var range: Range<Int> { Int(lower)..<Int(upper) }

  /// The part of this span at `offsets`, which count from its start.
  package func sub(_ offsets: Range<Int>) -> SourceSpan {
    SourceSpan(file, Int(lower) + offsets.lowerBound, Int(lower) + offsets.upperBound)
  }

  /// Whether all of `other` is inside; an empty span at either end is.
  package func contains(_ other: SourceSpan) -> Bool {
    file == other.file && lower <= other.lower && other.upper <= upper
  }

  /// Whether a byte belongs to both; an empty span overlaps what it is inside of.
  package func overlaps(_ other: SourceSpan) -> Bool {
    file == other.file && lower < other.upper && other.lower < upper
  }
}

/// A name and where it was written.
@usableFromInline
package struct Located: Sendable {
  /// What the name means to the reader, with quotes and escapes resolved.
  package let value: String
  /// The bytes of the written name, quotes included.
  package let span: SourceSpan
  /// The same for the same bytes, and rarely for others: each name of a large input is looked up in
  /// several tables.
  package let checksum: UInt32

  package init(_ value: String, _ span: SourceSpan) {
    self.value = value
    self.span = span
    checksum = Checksum.of(value)
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
