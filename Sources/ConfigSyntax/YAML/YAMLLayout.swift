/// The lines and indentation of YAML text, for finding the line where reading can resume.
struct YAMLLayout {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// The first byte after a byte-order mark.
  var bodyStart: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The offset after the line break that follows `offset`, or the end.
  func nextLineStart(after offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    if index < bytes.count, bytes[index] == 0x0D { index += 1 }
    if index < bytes.count, bytes[index] == 0x0A, index > offset || bytes[index] == 0x0A {
      index += 1
    }
    return index
  }

  /// The number of spaces at `lineStart`; tabs do not count.
  func indentation(at lineStart: Int) -> Int {
    var index = lineStart
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return index - lineStart
  }

  /// The start of a node after its `count` properties (`&anchor`, `!tag`), which libyaml includes.
  func skipProperties(at offset: Int, count properties: Int) -> Int {
    var index = offset
    for _ in 0..<properties {
      while index < bytes.count, bytes[index] > 0x20, !",[]{}".utf8.contains(bytes[index]) {
        index += 1
      }
      while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "#") {
        if bytes[index] == UInt8(ascii: "#") {
          index = nextLineStart(after: index)
        } else {
          index += 1
        }
      }
    }
    return index
  }

  /// The column of a byte, from 0, in code points.
  func column(of offset: Int) -> Int {
    var column = 0
    var index = offset
    while index > 0, bytes[index - 1] != 0x0A, bytes[index - 1] != 0x0D {
      index -= 1
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
    }
    return column
  }

  /// `- ` or a dash at the end of its line.
  func isDash(at offset: Int) -> Bool {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "-") else { return false }
    return offset + 1 >= bytes.count || bytes[offset + 1] <= 0x20
  }

  /// `---` or `...` at the start of a line.
  func isDocumentMark(at lineStart: Int) -> Bool {
    guard lineStart + 3 <= bytes.count else { return false }
    let mark = bytes[lineStart..<lineStart + 3]
    guard mark.elementsEqual("---".utf8) || mark.elementsEqual("...".utf8) else { return false }
    return lineStart + 3 == bytes.count || bytes[lineStart + 3] <= 0x20
  }

  /// The start of the first line after the one at `offset` that has content and is indented by at
  /// most `limit`, or that is a document mark.
  func nextLine(after offset: Int, indentedAtMost limit: Int) -> Int {
    var line = nextLineStart(after: offset)
    while line < bytes.count {
      if isDocumentMark(at: line) || hasContent(at: line) && indentation(at: line) <= limit {
        return line
      }
      line = nextLineStart(after: line)
    }
    return bytes.count
  }

  /// The end of the block that begins at `lineStart`: the next line with content that is indented
  /// less, or a document mark.
  func endOfBlock(at lineStart: Int, column: Int) -> Int {
    nextLine(after: lineStart, indentedAtMost: column - 1)
  }

  /// Whether a line shows by its indentation where a block ends: it is not blank or a comment.
  private func hasContent(at lineStart: Int) -> Bool {
    let index = lineStart + indentation(at: lineStart)
    guard index < bytes.count else { return false }
    switch bytes[index] {
    // A tab is not indentation, so such a line does not show where a block ends.
    case 0x0A, 0x0D, 0x09, UInt8(ascii: "#"): return false
    default: return true
    }
  }
}
