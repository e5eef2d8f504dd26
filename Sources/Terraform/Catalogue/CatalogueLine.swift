/// A line of a catalogue: its depth, and its columns as ranges of the text.
struct CatalogueLine {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The line without its end.
  let range: Range<Int>
  let depth: Int
  private let columns: [Range<Int>]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let upper = range.last.map { bytes[$0] == 0x0D ? $0 : range.upperBound } ?? range.upperBound
    let start = (range.lowerBound..<upper).first { bytes[$0] != 0x20 } ?? upper
    var (columns, column): ([Range<Int>], Int) = ([], start)
    for index in start..<upper where bytes[index] == 0x09 {
      columns.append(column..<index)
      column = index + 1
    }
    columns.append(column..<upper)
    (self.bytes, self.range, self.columns) = (bytes, range.lowerBound..<upper, columns)
    depth = start - range.lowerBound
  }

  var count: Int { columns.count }

  /// The text of a column; empty when there is none.
  subscript(column: Int) -> String {
    guard columns.indices.contains(column) else { return "" }
    return String(decoding: bytes[columns[column]], as: UTF8.self)
  }

  /// The words of a column.
  func words(_ column: Int) -> [String] { self[column].split(separator: " ").map(String.init) }

  /// Each word of a column as a version; nil for one that is none.
  func versions(_ column: Int) -> [ModuleVersion?] {
    bytes[place(column)].split(separator: 0x20).map { ModuleVersion(utf8: $0) }
  }

  /// The column as a version.
  func version(_ column: Int) -> ModuleVersion? { ModuleVersion(utf8: bytes[place(column)]) }

  /// The place of a column, for a problem.
  func place(_ column: Int) -> Range<Int> {
    columns.indices.contains(column) ? columns[column] : range
  }

  /// Visits the lines in `range` that say something.
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
