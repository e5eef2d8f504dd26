/// Splits a shell script into words, as far as plain commands need: quotes, comments, and lines
/// continued with a backslash.
struct ShellWords {
  struct Word {
    let text: String
    let range: Range<Int>
    /// Whether the shell expands part of it.
    let isExpanded: Bool
    /// The offset of the first `=`, in the text and in the script.
    let equals: (text: Int, script: Int)?

    /// The name of an option, and the value after its `=`.
    var option: (name: Word, value: Word?) {
      guard let equals, text.hasPrefix("--") else { return (self, nil) }
      let name = String(decoding: text.utf8.prefix(equals.text), as: UTF8.self)
      let value = String(decoding: text.utf8.dropFirst(equals.text + 1), as: UTF8.self)
      return (
        Word(
          text: name, range: range.lowerBound..<equals.script, isExpanded: false, equals: nil),
        Word(
          text: value, range: equals.script + 1..<range.upperBound, isExpanded: isExpanded,
          equals: nil)
      )
    }
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The words up to the end of the line or to an operator between commands; nil at the end of the
  /// script.
  mutating func nextCommand() -> [Word]? {
    guard index < bytes.count else { return nil }
    var words: [Word] = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"):
        index += 1
        return words
      case UInt8(ascii: "<"), UInt8(ascii: ">"): skipRedirection(&words)
      case UInt8(ascii: "\\") where index + 1 < bytes.count && bytes[index + 1] == 0x0A: index += 2
      case UInt8(ascii: "#"):
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      case 0...0x20: index += 1
      default: words.append(word())
      }
    }
    return words
  }

  /// Skips `2>&1`, `> file` and similar.
  private mutating func skipRedirection(_ words: inout [Word]) {
    if let last = words.last, last.range.upperBound == index,
      last.text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      words.removeLast()
    }
    while index < bytes.count, " \t<>&".utf8.contains(bytes[index]) { index += 1 }
    if index < bytes.count, !Self.isEnd(bytes[index]) { _ = word() }
  }

  /// Whether a byte outside quotes ends a word.
  private static func isEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || ";&|<>".utf8.contains(byte)
  }

  /// Whether the byte at `index` is a backslash that escapes the next byte: any byte outside quotes,
  /// a few in double quotes, none in single quotes (POSIX, "Shell Command Language", section 2.2).
  private func isEscape(in quote: UInt8?) -> Bool {
    guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else { return false }
    return switch quote {
    case nil: true
    case UInt8(ascii: "\""): "\"\\$`\n".utf8.contains(bytes[index + 1])
    default: false
    }
  }

  private mutating func word() -> Word {
    let start = index
    var isExpanded = false
    var equals: (text: Int, script: Int)?
    var text: [UInt8] = []
    var quote: UInt8?
    while index < bytes.count {
      if isEscape(in: quote) {
        // A word continues after an escaped line break.
        if bytes[index + 1] != 0x0A { text.append(bytes[index + 1]) }
        index += 2
        continue
      }
      let byte = bytes[index]
      if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`"), quote != UInt8(ascii: "'") {
        isExpanded = true
      }
      if byte == UInt8(ascii: "="), equals == nil { equals = (text.count, index) }
      if let open = quote {
        if byte == open { quote = nil } else { text.append(byte) }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if Self.isEnd(byte) {
        break
      } else {
        text.append(byte)
      }
      index += 1
    }
    return Word(
      text: String(decoding: text, as: UTF8.self), range: start..<index, isExpanded: isExpanded,
      equals: equals)
  }
}
