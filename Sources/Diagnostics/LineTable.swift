/// The line starts of one input; converts byte offsets to lines and columns.
///
/// A line ends after `\n`, after `\r\n`, or after a lone `\r`. A leading byte-order mark has no
/// column.
package struct LineTable: Sendable {
  private let bytes: [UInt8]
  /// Of 32 bits, as in `SourceSpan`.
  private let starts: [Int32]
  private let scalars: ByteCounts
  /// What UTF-16 needs two units for.
  private let pairs: ByteCounts
  /// Whether the bytes are UTF-8, so that the first byte of a scalar tells how long it is.
  private let isText: Bool

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
    let longest = zip(starts, starts.dropFirst() + [Int32(bytes.count)]).lazy.map { $1 - $0 }.max()
    isText = String(validating: bytes, as: UTF8.self) != nil
    scalars = ByteCounts(.beginsScalar, of: bytes, longestRange: Int(longest ?? 0))
    pairs = ByteCounts(.beginsPair, of: bytes, longestRange: Int(longest ?? 0))
  }

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
      line: line + 1, column: scalars.count(in: start..<clamped, of: bytes) + 1, offset: clamped)
  }

  /// The column of a byte in UTF-16 code units, from 1, as SARIF and language servers count.
  package func utf16Column(at offset: Int) -> Int {
    let clamped = min(max(0, offset), bytes.count)
    let start = min(contents(of: line(at: clamped)).lowerBound, clamped)
    let range = start..<clamped
    guard isText else { return String(decoding: bytes[range], as: UTF8.self).utf16.count + 1 }
    return scalars.count(in: range, of: bytes) + pairs.count(in: range, of: bytes) + 1
  }
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
