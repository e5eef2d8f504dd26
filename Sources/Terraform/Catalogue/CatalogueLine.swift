/// A line of a catalogue: its depth, and its columns as ranges of the text.
struct CatalogueLine {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The line without its end.
  let range: Range<Int>
  let depth: Int
  /// The offset of the first column.
  private let start: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let upper = range.last.map { bytes[$0] == 0x0D ? $0 : range.upperBound } ?? range.upperBound
    let start = (range.lowerBound..<upper).first { bytes[$0] != 0x20 } ?? upper
    (self.bytes, self.range, self.start) = (bytes, range.lowerBound..<upper, start)
    depth = start - range.lowerBound
  }

  /// The text of a column; empty when there is none.
  subscript(column: Int) -> String {
    found(column).map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
  }

  /// The words of a column.
  func words(_ column: Int) -> [String] { self[column].split(separator: " ").map(String.init) }

  /// Each word of a column as a version; nil for an invalid one.
  func versions(_ column: Int) -> [ModuleVersion?] {
    bytes[place(column)].split(separator: 0x20).map { ModuleVersion(utf8: $0) }
  }

  /// The column as a version.
  func version(_ column: Int) -> ModuleVersion? { ModuleVersion(utf8: bytes[place(column)]) }

  /// The range of a column, for a problem.
  func place(_ column: Int) -> Range<Int> {
    found(column) ?? range
  }

  /// The range of the column, searched from the start: lines are short, and most lookups need two.
  private func found(_ column: Int) -> Range<Int>? {
    var lower = start
    for _ in 0..<column {
      guard let tab = bytes[lower..<range.upperBound].firstIndex(of: 0x09) else { return nil }
      lower = tab + 1
    }
    return lower..<(bytes[lower..<range.upperBound].firstIndex(of: 0x09) ?? range.upperBound)
  }

  /// Visits the lines in `range` that are not comments or empty.
  static func each(
    in range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, _ visit: (CatalogueLine) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      if start < end, bytes[start] != UInt8(ascii: "#"), bytes[start] != 0x0D {
        visit(CatalogueLine(bytes, start..<end))
      }
      start = end + 1
    }
  }
}
