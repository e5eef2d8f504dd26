import ConfigSyntax
import Diagnostics

/// Finds secrets in text that no reader turns into data: comments, and assignments in scripts.
///
/// People keep old passwords in comments, and a plain YAML scalar ends before ` #`, so the rest of a
/// password may be one.
struct SecretLines {
  private let file: SourceFile
  private let id: FileID
  private let block: BlockComment?
  // Most lines have neither a comment nor an assignment.
  private var commentSign = NextByte(of: "#/<")
  private var assignmentSign = NextByte(of: "=-")
  private var spans: [SourceSpan] = []
  /// Whether the line begins inside a comment over several lines.
  private var isInBlock = false
  /// Whether the line is between the first and the last one of a private key.
  private var isInKey = false

  /// The texts in one input that look like a secret.
  static func spans(in file: SourceFile, _ id: FileID) -> [SourceSpan] {
    var lines = SecretLines(file, id)
    lines.forEachLine { lines, line in lines.read(line) }
    return lines.spans
  }

  /// The lines of a file in a format without a reader that have a secret's name in them.
  static func namedSpans(in file: SourceFile, _ id: FileID) -> [SourceSpan] {
    var lines = SecretLines(file, id)
    lines.forEachLine { lines, line in
      let text = String(decoding: lines.file.bytes[line], as: UTF8.self)
      if SecretNames.resemblesSecret(text) { lines.hide(line.lowerBound, line.upperBound) }
      for range in SecretText.ranges(in: lines.file.bytes[line]) {
        lines.hide(range.lowerBound, range.upperBound)
      }
    }
    return lines.spans
  }

  private init(_ file: SourceFile, _ id: FileID) {
    (self.file, self.id, block) = (file, id, BlockComment(in: file))
  }

  private mutating func forEachLine(_ visit: (inout SecretLines, Range<Int>) -> Void) {
    var lineBreak = NextByte(of: "\n\r")
    var start = 0
    while start < file.bytes.count {
      let end = lineBreak.offset(from: start, in: file.bytes)
      if start < end { visit(&self, start..<end) }
      start = end + 1
    }
  }

  private mutating func hide(_ lower: Int, _ upper: Int) {
    if lower < upper { spans.append(SourceSpan(id, lower, upper)) }
  }

  // MARK: Lines

  private mutating func read(_ line: Range<Int>) {
    let bytes = file.bytes
    let comment = firstComment(in: line)
    isInBlock = block?.isOpen(after: bytes[line], wasOpen: isInBlock) ?? false
    guard let comment else {
      isInKey = false
      return hideAssignment(line)
    }
    let start = CommentSign.contents(in: bytes[comment..<line.upperBound])
    let text = bytes[start..<CommentSign.end(in: bytes[start..<line.upperBound])]
    if isInKey || text.withUnsafeBufferPointer(SecretNames.resemblesSecret(in:)) {
      hide(text.startIndex, text.endIndex)
    }
    isInKey =
      ByteSearch.first("-----BEGIN", in: text) != nil
      || isInKey && ByteSearch.first("-----END", in: text) == nil
  }

  private mutating func firstComment(in line: Range<Int>) -> Int? {
    if isInBlock { return line.lowerBound }
    guard commentSign.occurs(in: line, of: file.bytes) else { return nil }
    return CommentSign.first(in: file.bytes[line])
  }

  /// `export NAME=VALUE` where the name is that of a secret, or `- "NAME: VALUE"`, which is text.
  private mutating func hideAssignment(_ line: Range<Int>) {
    guard assignmentSign.occurs(in: line, of: file.bytes) else { return }
    let indented = file.bytes[line].drop { " \t".utf8.contains($0) }
    let isElement = indented.first == UInt8(ascii: "-")
    var words = indented.drop { " \t-".utf8.contains($0) }
    let isQuoted = isElement && words.first.map { "\"'".utf8.contains($0) } == true
    if isQuoted { words = words.dropFirst() }
    let export = "export ".utf8
    if words.starts(with: export) { words = words.dropFirst(export.count) }
    guard let sign = words.firstIndex(where: { !Self.isNameByte($0) }), sign > words.startIndex,
      words[sign] == UInt8(ascii: "=") || isElement && words[sign] == UInt8(ascii: ":"),
      SecretNames.looksSecret(String(decoding: words[..<sign], as: UTF8.self))
    else { return }
    if words[sign] == UInt8(ascii: "=") { return hide(sign + 1, line.upperBound) }
    // With whitespace and without quotes, it is a key of a mapping.
    let start = words[(sign + 1)...].firstIndex { $0 != 0x20 } ?? line.upperBound
    if isQuoted || start == sign + 1 { hide(start, line.upperBound) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
  }
}

/// How a comment begins, in any language that is read.
package enum CommentSign {
  /// The offset of the first sign in a line; one inside quotes counts, since only a parser could
  /// tell, and hiding too much is the safe error.
  static func first(in line: ArraySlice<UInt8>) -> Int? { line.indices.first { isSign($0, line) } }

  /// Whether a comment may begin at an offset of a line.
  package static func isSign(_ index: Int, _ line: ArraySlice<UInt8>) -> Bool {
    switch line[index] {
    case UInt8(ascii: "#"): isAtWord(index, line)
    case UInt8(ascii: "/"):
      isAtWord(index, line) && (line.holds("//", index) || line.holds("/*", index))
    case UInt8(ascii: "<"): line.holds("<!--", index)
    default: false
    }
  }

  /// The offset of what follows the sign at the start of `comment`.
  static func contents(in comment: ArraySlice<UInt8>) -> Int {
    comment.firstIndex { !isSign($0) } ?? comment.endIndex
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "<"),
      UInt8(ascii: "!"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "\t"):
      true
    default: false
    }
  }

  /// The offset where a comment ends that began before `rest`, at the latest with its line.
  static func end(in rest: ArraySlice<UInt8>) -> Int {
    ByteSearch.first("-->", in: rest) ?? ByteSearch.first("*/", in: rest) ?? rest.endIndex
  }

  /// A sign within a word belongs to it: `https://`, `a#b`.
  private static func isAtWord(_ index: Int, _ line: ArraySlice<UInt8>) -> Bool {
    index == line.startIndex || " \t\"'])},".utf8.contains(line[index - 1])
  }
}

/// How a language writes comments over several lines.
private struct BlockComment {
  private let start: StaticString
  private let end: StaticString
  /// The starts of a comment that ends with its line.
  private let lines: [StaticString]
  /// Whether `start` inside quotes is plain text.
  private let knowsQuotes: Bool

  /// nil if the file's language has no such comments.
  init?(in file: SourceFile) {
    if [".tf", ".tfvars", ".hcl"].contains(where: file.name.hasSuffix) {
      (start, end, lines, knowsQuotes) = ("/*", "*/", ["#", "//"], true)
    } else if file.firstByte == UInt8(ascii: "<") {
      (start, end, lines, knowsQuotes) = ("<!--", "-->", [], false)
    } else {
      return nil
    }
  }

  /// Whether the line after `line` is part of a comment.
  func isOpen(after line: ArraySlice<UInt8>, wasOpen: Bool) -> Bool {
    var (isOpen, isQuoted, index) = (wasOpen, false, line.startIndex)
    while index < line.endIndex {
      if isOpen {
        guard let close = ByteSearch.first(end, in: line[index...]) else { return true }
        (isOpen, index) = (false, close + end.utf8CodeUnitCount)
        continue
      }
      if knowsQuotes, line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      let isEscape = isQuoted && line[index] == UInt8(ascii: "\\")
      if !isQuoted {
        if lines.contains(where: { line.holds($0, index) }) { return false }
        isOpen = line.holds(start, index)
      }
      index += isOpen ? start.utf8CodeUnitCount : isEscape ? 2 : 1
    }
    return isOpen
  }
}

extension ArraySlice<UInt8> {
  /// Whether `sign` begins at an offset.
  fileprivate func holds(_ sign: StaticString, _ index: Int) -> Bool {
    ByteSearch.first(sign, in: self[index...].prefix(sign.utf8CodeUnitCount)) != nil
  }
}
