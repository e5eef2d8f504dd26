import CLibYAML
package import Diagnostics

/// A comment of an input: what its reader skips.
package struct Comment: Sendable {
  /// From its sign to its end, without the line break.
  package let span: SourceSpan
  /// What it says, without signs and the blanks around it.
  package let text: SourceSpan
}

/// Finds the comments of an input as its reader does, so that a `#` in a text is never taken for one.
///
/// A second pass over the text, for the few inputs whose comments matter: the readers themselves
/// keep nothing of what they skip.
package enum CommentReader {
  /// How comments are written.
  package enum Syntax: Sendable { case yaml, hcl, environment }

  /// The comments in order; in a text with a syntax error, those that certainly are comments.
  package static func comments(
    in file: SourceFile, _ id: FileID, _ syntax: Syntax
  ) -> [Comment] {
    let ranges =
      switch syntax {
      case .yaml: YAMLComments.ranges(in: file.bytes)
      case .hcl: file.bytes.withUnsafeBufferPointer(HCLLexer.comments)
      case .environment: environment(file.bytes)
      }
    return ranges.map { comment($0, in: file.bytes, id) }
  }

  private static func comment(_ range: Range<Int>, in bytes: [UInt8], _ id: FileID) -> Comment {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    if bytes[lower] == UInt8(ascii: "#") {
      while lower < upper, bytes[lower] == UInt8(ascii: "#") { lower += 1 }
    } else {
      lower += 2
      if bytes[lower - 1] == UInt8(ascii: "*") { upper -= 2 }
    }
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return Comment(
      span: SourceSpan(id, range.lowerBound, range.upperBound), text: SourceSpan(id, lower, upper))
  }

  /// Whole lines only: inside a line, `#` is part of the value.
  private static func environment(_ bytes: [UInt8]) -> [Range<Int>] {
    if case .refused = TextCheck.check(bytes, .environment) { return [] }
    var found: [Range<Int>] = []
    var start = bytes.starts(with: SourceFile.byteOrderMark) ? SourceFile.byteOrderMark.count : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let hasReturn = end > start && bytes[end - 1] == 0x0D
      let line = bytes[start..<(hasReturn ? end - 1 : end)]
      let sign = line.firstIndex { $0 > 0x20 }
      if let sign, bytes[sign] == UInt8(ascii: "#") { found.append(sign..<line.endIndex) }
      start = end + 1
    }
    return found
  }
}

/// The comments of YAML: what is between the scalars that libyaml reads and begins with `#`.
private struct YAMLComments {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var found: [Range<Int>] = []
  /// Where the text begins in which only comments contain `#`.
  private var gap: Int
  /// The end of what libyaml has certainly read.
  private var trusted: Int

  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    var isASCII = false
    switch TextCheck.check(bytes, .yaml) {
    case .refused: return []
    case .ascii: isASCII = true
    case .unicode: break
    }
    guard !bytes.isEmpty else { return [] }
    return bytes.withUnsafeBufferPointer { bytes in
      var comments = YAMLComments(bytes: bytes, start: YAMLLayout(bytes).bodyStart)
      comments.read(isASCII: isASCII)
      return comments.found
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, start: Int) {
    (self.bytes, gap, trusted) = (bytes, start, start)
  }

  private mutating func read(isASCII: Bool) {
    let start = gap
    let events = YAMLEvents(UnsafeBufferPointer(rebasing: bytes[start...]))
    var cursor = CodePointCursor(base: start, isASCII: isASCII)
    while let isLast = events.next({ event in take(event, &cursor) }) {
      guard !isLast else { return scan(upTo: bytes.count) }
    }
    // After an error, what looks like a comment may be the rest of a text.
    scan(upTo: trusted)
  }

  /// Returns whether this is the end of the text.
  private mutating func take(
    _ event: borrowing yaml_event_t, _ cursor: inout CodePointCursor
  ) -> Bool {
    guard event.type != YAML_STREAM_END_EVENT else { return true }
    let lower = cursor.offset(of: event.start_mark.index, in: bytes)
    let upper = cursor.offset(of: event.end_mark.index, in: bytes)
    trusted = max(trusted, upper)
    guard event.type == YAML_SCALAR_EVENT else { return false }
    let scalar = event.data.scalar
    let properties = (scalar.anchor == nil ? 0 : 1) + (scalar.tag == nil ? 0 : 1)
    var text = min(YAMLLayout(bytes).skipProperties(at: lower, count: properties), upper)
    scan(upTo: text)
    if scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE {
      // A comment may follow `|` on its line.
      let header = min(lineEnd(after: text), upper)
      while text < header, bytes[text] != UInt8(ascii: "#") { text += 1 }
      gap = text
      scan(upTo: header)
    }
    gap = max(gap, upper)
    return false
  }

  private mutating func scan(upTo end: Int) {
    while gap < end {
      guard bytes[gap] == UInt8(ascii: "#") else {
        gap += 1
        continue
      }
      let stop = min(lineEnd(after: gap), bytes.count)
      found.append(gap..<stop)
      gap = stop
    }
  }

  /// The end of the line, where YAML 1.1 also counts U+0085, U+2028 and U+2029.
  private func lineEnd(after offset: Int) -> Int {
    var index = offset
    while index < bytes.count {
      switch bytes[index] {
      case 0x0A, 0x0D: return index
      case 0xC2 where bytes[index...].dropFirst().first == 0x85: return index
      case 0xE2
      where index + 2 < bytes.count && bytes[index + 1] == 0x80
        && bytes[index + 2] & 0xFE == 0xA8:
        return index
      default: index += 1
      }
    }
    return index
  }
}
