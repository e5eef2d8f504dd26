/// The line starts of one input; converts byte offsets to lines and columns.
///
/// A line ends after `\n`, after `\r\n`, or after a lone `\r`. A leading byte-order mark has no
/// column.
package struct LineTable: Sendable {
  private let bytes: [UInt8]
  /// Of 32 bits, as in `SourceSpan`.
  private let starts: [Int32]
  /// How many scalars begin before each block of bytes; empty where no line is longer than one, so
  /// that counting from the start of a line is as cheap.
  private let blocks: [Int]
  private static let blockSize = 1024

  /// Scans the bytes once; afterwards a look-up takes time logarithmic in the number of lines.
  package init(_ file: SourceFile) {
    bytes = file.bytes
    var starts: [Int32] = [0]
    var lineBreak = NextByte(of: "\n\r")
    var index = lineBreak.offset(from: 0, in: bytes)
    while index < bytes.count {
      let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      index += isPair ? 2 : 1
      starts.append(Int32(index))
      index = lineBreak.offset(from: index, in: bytes)
    }
    self.starts = starts
    blocks = Self.isLong(starts, bytes.count) ? Self.countBlocks(bytes) : []
  }

  private static func isLong(_ starts: [Int32], _ end: Int) -> Bool {
    guard end > blockSize else { return false }
    return zip(starts, starts.dropFirst()).contains { Int($1 - $0) > blockSize }
      || end - Int(starts.last ?? 0) > blockSize
  }

  private static func countBlocks(_ bytes: [UInt8]) -> [Int] {
    var blocks: [Int] = []
    blocks.reserveCapacity(bytes.count / blockSize + 1)
    var count = 0
    for (index, byte) in bytes.enumerated() {
      if index % blockSize == 0 { blocks.append(count) }
      if beginsScalar(byte) { count += 1 }
    }
    if bytes.count % blockSize == 0 { blocks.append(count) }
    return blocks
  }

  /// Continuation bytes do not begin a scalar.
  private static func beginsScalar(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  /// At least 1: text after the last line break counts as a line, even if it is empty.
  package var lineCount: Int { starts.count }

  /// The line that contains the byte at `offset`, from 0.
  package func line(at offset: Int) -> Int {
    max(0, starts.partitionPoint { Int($0) <= offset } - 1)
  }

  /// The bytes of line `line` (from 0), without its line break and without a byte-order mark.
  package func contents(of line: Int) -> Range<Int> {
    var lower = Int(starts[line])
    var upper = line + 1 < starts.count ? Int(starts[line + 1]) : bytes.count
    while upper > lower, bytes[upper - 1] == 0x0A || bytes[upper - 1] == 0x0D { upper -= 1 }
    if lower == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lower = min(3, upper) }
    return lower..<upper
  }

  /// The position of a byte, as messages and JSON output count it.
  package func position(at offset: Int) -> SourcePosition {
    let clamped = min(max(0, offset), bytes.count)
    let line = line(at: clamped)
    let start = min(contents(of: line).lowerBound, clamped)
    return SourcePosition(
      line: line + 1, column: scalars(in: start..<clamped) + 1, offset: clamped)
  }

  /// The column of a byte in UTF-16 code units, from 1, as SARIF and language servers count.
  package func utf16Column(at offset: Int) -> Int {
    let clamped = min(max(0, offset), bytes.count)
    let start = min(contents(of: line(at: clamped)).lowerBound, clamped)
    return String(decoding: bytes[start..<clamped], as: UTF8.self).utf16.count + 1
  }

  /// How many scalars begin in a range, in constant time.
  private func scalars(in range: Range<Int>) -> Int {
    let (first, last) = (range.lowerBound / Self.blockSize, range.upperBound / Self.blockSize)
    guard first < last, !blocks.isEmpty else { return count(range) }
    return blocks[last] - blocks[first] + count(last * Self.blockSize..<range.upperBound)
      - count(first * Self.blockSize..<range.lowerBound)
  }

  private func count(_ range: Range<Int>) -> Int { bytes[range].count(where: Self.beginsScalar) }
}

/// A position in an input: line and column count from 1, columns in Unicode scalars (a tab is one);
/// `offset` counts UTF-8 bytes from 0.
package struct SourcePosition: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 1, in Unicode scalars, as `gcc` and most editors count.
  package let column: Int
  /// From 0, in bytes, including a byte-order mark.
  package let offset: Int
}
