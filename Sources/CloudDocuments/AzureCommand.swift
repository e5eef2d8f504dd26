package import ConfigSyntax
package import Diagnostics

/// The options of `az storage cors add` as rules of a document, one rule a command.
package enum AzureCommand {
  /// Whether the text, as YAML reads a script, calls the command.
  static func matches(_ text: String) -> Bool { text.contains("az storage cors add") }

  /// The commands of a shell script; values are words behind their option.
  package static func document(_ file: SourceFile, _ id: FileID) -> ConfigDocument {
    let whole = SourceSpan(id, 0, file.bytes.count)
    var words = ShellWords(file.bytes)
    var rules: [ConfigNode] = []
    while let command = words.nextCommand() {
      let texts = command.prefix(4).map(\.text)
      guard texts == ["az", "storage", "cors", "add"], let first = command.first,
        let last = command.last
      else { continue }
      let span = SourceSpan(id, first.range.lowerBound, last.range.upperBound)
      rules.append(ConfigNode(.mapping(entries(command.dropFirst(4), id)), span))
    }
    return ConfigDocument(root: ConfigNode(.sequence(rules), whole), span: whole)
  }

  private static func entries(_ words: ArraySlice<ShellWords.Word>, _ id: FileID) -> [Entry] {
    var entries: [Entry] = []
    var rest = words
    while let option = rest.popFirst() {
      let values = rest.prefix { !$0.text.hasPrefix("-") }
      rest = rest.dropFirst(values.count)
      let span = SourceSpan(id, option.range.lowerBound, option.range.upperBound)
      let nodes = values.map {
        ConfigNode(
          .scalar(Scalar($0.text, .double)),
          SourceSpan(id, $0.range.lowerBound, $0.range.upperBound))
      }
      let end = values.last?.range.upperBound ?? option.range.upperBound
      let start = values.first?.range.lowerBound ?? end
      let value =
        option.text == "--max-age" && nodes.count == 1
        ? nodes[0] : ConfigNode(.sequence(nodes), SourceSpan(id, start, end))
      entries.append(Entry(key: Located(option.text, span), value: value))
    }
    return entries
  }
}

/// The words of a shell script, as far as plain commands have them: quotes, comments, and lines that
/// go on behind a backslash.
private struct ShellWords {
  struct Word {
    let text: String
    let range: Range<Int>
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The words up to the end of the line; nil at the end of the script.
  mutating func nextCommand() -> [Word]? {
    guard index < bytes.count else { return nil }
    var words: [Word] = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"), UInt8(ascii: ";"):
        index += 1
        return words
      case UInt8(ascii: "\\") where index + 1 < bytes.count && bytes[index + 1] == 0x0A: index += 2
      case UInt8(ascii: "#"):
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      case 0...0x20: index += 1
      default: words.append(word())
      }
    }
    return words
  }

  private mutating func word() -> Word {
    let start = index
    var text: [UInt8] = []
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil } else { text.append(byte) }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte <= 0x20 || byte == UInt8(ascii: ";") {
        break
      } else if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index += 1
        text.append(bytes[index])
      } else {
        text.append(byte)
      }
      index += 1
    }
    return Word(text: String(decoding: text, as: UTF8.self), range: start..<index)
  }
}
