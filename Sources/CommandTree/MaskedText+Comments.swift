import ConfigSyntax
import Diagnostics
import Pipeline
import Reporting

/// Comments in any language: they may hold anything, and readers skip them.
extension MaskedText {
  /// The lines of a file, with comments that resemble a secret masked.
  static func hidingComments(_ lines: [String], of name: String) -> [String] {
    let block = BlockComment(in: name)
    var isOpen = false
    return lines.map { line in
      let bytes = Array(line.utf8)
      let start = isOpen ? 0 : firstComment(bytes)
      isOpen = block?.isOpen(behind: bytes, wasOpen: isOpen) ?? false
      guard let start else { return line }
      let tail = String(decoding: bytes[start...], as: UTF8.self)
      guard SecretNames.resemblesSecret(tail) else { return line }
      return String(decoding: bytes[..<start], as: UTF8.self) + "# " + Secret.mask
    }
  }

  /// Where a comment may begin in any language, even inside quotes.
  private static func firstComment(_ bytes: [UInt8]) -> Int? {
    bytes.indices.first { index in
      if bytes[index] == UInt8(ascii: "#") || ByteSearch.holds("/*", at: index, of: bytes) {
        return true
      }
      if ByteSearch.holds("<!--", at: index, of: bytes) { return true }
      // `//` after a colon belongs to a URL.
      return ByteSearch.holds("//", at: index, of: bytes)
        && (index == 0 || bytes[index - 1] != UInt8(ascii: ":"))
    }
  }
}

/// How a language writes comments.
private struct BlockComment {
  private let start: StaticString
  private let end: StaticString
  /// The starts of a comment that ends with its line.
  private let lines: [StaticString]
  /// Whether `start` inside quotes is plain text.
  private let knowsQuotes: Bool

  /// nil if the file's language has no comments over several lines.
  init?(in name: String) {
    if Input.isTerraform(name) {
      (start, end, lines, knowsQuotes) = ("/*", "*/", ["#", "//"], true)
    } else if name.hasSuffix(".xml") {
      (start, end, lines, knowsQuotes) = ("<!--", "-->", [], false)
    } else {
      return nil
    }
  }

  /// Whether the line after `line` is part of a comment.
  func isOpen(behind line: [UInt8], wasOpen: Bool) -> Bool {
    var (isOpen, isQuoted, index) = (wasOpen, false, 0)
    while index < line.count {
      if isOpen {
        guard let close = ByteSearch.first(end, in: line[index...]) else { return true }
        (isOpen, index) = (false, close + end.utf8CodeUnitCount)
        continue
      }
      if knowsQuotes, line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      let isEscape = isQuoted && line[index] == UInt8(ascii: "\\")
      if !isQuoted {
        if lines.contains(where: { ByteSearch.holds($0, at: index, of: line) }) { return false }
        isOpen = ByteSearch.holds(start, at: index, of: line)
      }
      index += isOpen ? start.utf8CodeUnitCount : isEscape ? 2 : 1
    }
    return isOpen
  }
}

extension ByteSearch {
  fileprivate static func holds(_ sign: StaticString, at index: Int, of bytes: [UInt8]) -> Bool {
    first(sign, in: bytes[index...].prefix(sign.utf8CodeUnitCount)) != nil
  }
}
