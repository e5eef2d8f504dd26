import Diagnostics

/// Finds the lines of a text of facts by their parents and names, after one pass over the text.
struct ChartFactIndex: Sendable {
  private struct Entry: Sendable {
    /// The offset of the parent.
    let parent: Int
    let line: ChartFactLine
  }

  private let entries: [Entry]
  private let table: ChecksumTable

  init(_ facts: ChartFacts) {
    var entries: [Entry] = []
    // The offset of the last line of each depth, after that of the text as a whole.
    var parents = [facts.root.offset]
    _ = facts.root.firstDescendant { line in
      guard line.depth < parents.count else { return false }
      parents.removeLast(parents.count - line.depth - 1)
      entries.append(Entry(parent: parents[line.depth], line: line))
      parents.append(line.offset)
      return false
    }
    self.entries = entries
    table = ChecksumTable(entries.map { Self.checksum($0.line.bytes(0), below: $0.parent) })
  }

  /// The first line with this name below a line.
  func child(of parent: ChartFactLine, _ name: String) -> ChartFactLine? {
    var text = name
    let checksum = text.withUTF8 { Self.checksum($0, below: parent.offset) }
    return table.first(for: checksum) {
      entries[$0].parent == parent.offset && entries[$0].line.isNamed(name.utf8)
    }
    .map { entries[$0].line }
  }

  private static func checksum(_ name: UnsafeBufferPointer<UInt8>, below parent: Int) -> UInt32 {
    Checksum.of(name) ^ UInt32(truncatingIfNeeded: parent + 1) &* 0x9E37_79B1
  }
}
