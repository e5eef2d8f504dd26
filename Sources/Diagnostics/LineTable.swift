/// The line starts of one input: turns byte offsets into lines and columns.
///
/// A line ends after `\n`, after `\r\n`, or after a lone `\r`. A leading byte-order mark belongs to
/// no column.
package struct LineTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]

  package init(_ file: SourceFile) {
    bytes = file.bytes
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      starts.append(index)
    }
    self.starts = starts
  }

  package var lineCount: Int { starts.count }

  /// The line that holds the byte at `offset`, from 0.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of line `line` (from 0), without its line break and without a byte-order mark.
  package func contents(of line: Int) -> Range<Int> {
    var lower = starts[line]
    var upper = line + 1 < starts.count ? starts[line + 1] : bytes.count
    while upper > lower, bytes[upper - 1] == 0x0A || bytes[upper - 1] == 0x0D { upper -= 1 }
    if lower == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lower = min(3, upper) }
    return lower..<upper
  }

  /// The position of a byte, as the command line's contract counts it.
  package func position(at offset: Int) -> SourcePosition { position(at: offset, after: nil) }

  /// As `position(at:)`; counting goes on from an earlier position of the same line, so that many
  /// places of one long line cost no more than one.
  package func position(at offset: Int, after earlier: SourcePosition?) -> SourcePosition {
    let clamped = min(max(0, offset), bytes.count)
    let line = line(at: clamped)
    var column = 1
    var index = contents(of: line).lowerBound
    if let earlier, earlier.line == line + 1, index <= earlier.offset, earlier.offset <= clamped {
      (column, index) = (earlier.column, earlier.offset)
    }
    while index < clamped {
      // Continuation bytes do not begin a scalar.
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
      index += 1
    }
    return SourcePosition(line: line + 1, column: column, offset: clamped)
  }
}

/// A place in an input: line and column count from 1, columns in Unicode scalars (a tab is one);
/// `offset` counts UTF-8 bytes from 0.
package struct SourcePosition: Hashable, Sendable {
  package let line: Int
  package let column: Int
  package let offset: Int
}
