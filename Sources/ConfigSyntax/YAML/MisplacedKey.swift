import Diagnostics

/// A key that is indented like a part of the list element above it.
///
/// libyaml calls it a stray `:` or a line outside any list; the column of its neighbour, the key of
/// the list, is what helps.
struct MisplacedKey {
  /// The key that is indented too far.
  let key: SourceSpan
  /// Its text.
  let name: String
  /// The key of the list, with which it probably belongs.
  let owner: String
  /// The column of `owner`, from 0.
  let indentation: Int
  /// The white space before the key; nil if a dash precedes it.
  private let margin: SourceSpan?

  /// The key on the line of `offset`, if the line above it is an element of a shallower list.
  init?(at offset: Int, _ file: FileID, _ bytes: UnsafeBufferPointer<UInt8>) {
    let layout = YAMLLayout(bytes)
    guard let line = Self.key(on: Self.lineStart(offset, bytes), bytes),
      var above = Self.line(above: line.start, bytes)
    else { return nil }
    var dash = above + layout.indentation(at: above)
    let column = dash - above
    guard layout.isDash(at: dash), column < line.column else { return nil }
    // The list ends above at a key that is indented no deeper than its dashes.
    while let next = Self.line(above: above, bytes) {
      above = next
      dash = above + layout.indentation(at: above)
      guard dash - above <= column, !layout.isDash(at: dash) || dash - above < column else {
        continue
      }
      guard let owner = Self.key(on: above, bytes), owner.hasNoValue else { return nil }
      key = SourceSpan(file, line.range.lowerBound, line.range.upperBound)
      name = String(decoding: bytes[line.range], as: UTF8.self)
      self.owner = String(decoding: bytes[owner.range], as: UTF8.self)
      indentation = owner.column
      let isIndented = bytes[line.start..<line.range.lowerBound].allSatisfy { $0 == 0x20 }
      margin = isIndented ? SourceSpan(file, line.start, line.range.lowerBound) : nil
      return
    }
    return nil
  }

  var diagnostic: Diagnostic {
    var diagnostic = Diagnostic(
      SyntaxProblem.yamlSyntax, "`\(name)` is indented as part of the list element above it",
      at: key)
    let spaces = indentation.counted("space")
    diagnostic.help = "indent it by \(spaces), like `\(owner)`"
    if let margin {
      let blanks = String(repeating: " ", count: indentation)
      diagnostic.fixes = [
        FixIt("indent it by \(spaces)", [.replace(margin, with: blanks)], .unsafe)
      ]
    }
    return diagnostic
  }

  // MARK: Lines

  /// A line that begins with a key, possibly after dashes.
  private struct Line {
    let start: Int
    let column: Int
    /// The key itself.
    let range: Range<Int>
    let hasNoValue: Bool
  }

  /// The plain key that a line begins with, after the dashes of list elements.
  private static func key(on start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Line? {
    let layout = YAMLLayout(bytes)
    var lower = start + layout.indentation(at: start)
    while layout.isDash(at: lower) {
      lower += 1
      while lower < bytes.count, bytes[lower] == 0x20 { lower += 1 }
    }
    var upper = lower
    while upper < bytes.count, isWord(bytes[upper]) { upper += 1 }
    guard upper > lower, upper < bytes.count, bytes[upper] == UInt8(ascii: ":") else { return nil }
    let rest = bytes[(upper + 1)...].prefix { $0 != 0x0A && $0 != 0x0D }
    guard rest.first.map({ $0 <= 0x20 }) ?? true else { return nil }
    return Line(
      start: start, column: lower - start, range: lower..<upper,
      hasNoValue: rest.allSatisfy { $0 <= 0x20 })
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private static func lineStart(_ offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var index = min(offset, bytes.count)
    while index > 0, bytes[index - 1] != 0x0A { index -= 1 }
    return index
  }

  /// The nearest line above `start` that is not blank.
  private static func line(above start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var start = start
    while start > 0 {
      let end = start
      start = lineStart(start - 1, bytes)
      if bytes[start..<end].contains(where: { $0 > 0x20 }) { return start }
    }
    return nil
  }
}
