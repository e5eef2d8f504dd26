/// Writes YAML that every reader understands the same way.
///
/// A string is plain only when YAML 1.1 and 1.2, go-yaml, PyYAML and Compose all read it as that
/// string; otherwise it is in double quotes, or a literal block when it is several plain lines.
package enum YAMLDocument {
  /// Several documents, separated by `---`.
  package static func render(_ documents: [DocumentValue]) -> String {
    documents.map { render($0) }.joined(separator: "---\n")
  }

  /// One document without `---`, in block style; empty collections are `{}` and `[]`.
  package static func render(_ value: DocumentValue) -> String {
    var writer = TextWriter()
    switch value {
    case .object(let members) where !members.isEmpty:
      write(members, depth: 0, to: &writer)
    case .array(let elements) where !elements.isEmpty:
      write(elements, depth: 0, to: &writer)
    default:
      writer.line(inline(value))
    }
    return writer.text
  }

  private static func write(
    _ members: DocumentValue.Members, depth: Int, to writer: inout TextWriter
  ) {
    for (index, entry) in members.entries.enumerated() {
      // The first key of a sequence's element follows its dash.
      if !(index == 0 && writer.text.hasSuffix("- ")) { writer.indent(depth) }
      writeKey(entry.key, depth: depth, to: &writer)
      writeBelow(entry.value, depth: depth, to: &writer)
    }
  }

  private static func write(
    _ elements: [DocumentValue], depth: Int, to writer: inout TextWriter
  ) {
    for (index, element) in elements.enumerated() {
      if !(index == 0 && writer.text.hasSuffix("- ")) { writer.indent(depth) }
      switch element {
      case .object(let members) where !members.isEmpty:
        writer.write("- ")
        write(members, depth: depth + 1, to: &writer)
      case .array(let nested) where !nested.isEmpty:
        writer.write("- ")
        write(nested, depth: depth + 1, to: &writer)
      default:
        writer.write("-")
        writeBelow(element, depth: depth, to: &writer)
      }
    }
  }

  private static func writeBelow(
    _ value: DocumentValue, depth: Int, to writer: inout TextWriter
  ) {
    switch value {
    case .object(let members) where !members.isEmpty:
      writer.write("\n")
      write(members, depth: depth + 1, to: &writer)
    case .array(let elements) where !elements.isEmpty:
      writer.write("\n")
      write(elements, depth: depth + 1, to: &writer)
    case .string(let text) where isBlockText(text):
      writeBlock(text, depth: depth + 1, to: &writer)
    default:
      writer.write(" " + inline(value) + "\n")
    }
  }

  private static func writeBlock(_ text: String, depth: Int, to writer: inout TextWriter) {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    // A last empty piece means that the text ends with a line break, as `|` keeps one.
    let endsWithBreak = lines.last?.isEmpty == true
    if endsWithBreak { lines.removeLast() }
    writer.write(endsWithBreak ? " |\n" : " |-\n")
    for line in lines {
      line.isEmpty ? writer.write("\n") : writer.line(String(line), depth: depth)
    }
  }

  private static func inline(_ value: DocumentValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): isPlainEverywhere(text) ? text : quoted(text)
    case .array: "[]"
    case .object: "{}"
    }
  }

  /// A key and its `:`; one too long for a simple key (1,024 characters) follows `?`.
  private static func writeKey(_ key: String, depth: Int, to writer: inout TextWriter) {
    let text = isPlainEverywhere(key) ? key : quoted(key)
    guard text.unicodeScalars.count > 1000 else { return writer.write(text + ":") }
    writer.write("? " + text + "\n")
    writer.indent(depth)
    writer.write(":")
  }

  /// Whether `|` preserves the text: several lines of plain text, the first not indented, none with
  /// whitespace at its end, at most one line break after the last.
  private static func isBlockText(_ text: String) -> Bool {
    guard text.unicodeScalars.contains("\n"), let first = text.unicodeScalars.first, first != " ",
      first != "\n", !text.unicodeScalars.reversed().starts(with: ["\n", "\n"])
    else { return false }
    var previous: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        if previous == " " { return false }
      } else if !scalar.isPlainText {
        return false
      }
      previous = scalar
    }
    return previous != " "
  }

  /// Letters, digits and a little punctuation, beginning with a letter or `/`, and not a word that
  /// some reader treats as a Boolean or null.
  private static func isPlainEverywhere(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 200 else { return false }
    switch first {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "/"), UInt8(ascii: "_"):
      break
    default: return false
    }
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "/"):
        continue
      case UInt8(ascii: ":"):
        // `https://host` is plain; `a:` and `a: b` are not.
        let next = text.utf8.dropFirst(index + 1).first
        guard next == UInt8(ascii: "/") else { return false }
      default: return false
      }
    }
    return !reserved.contains(text.lowercased())
  }

  private static let reserved: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity",
  ]

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isPlainText: result.unicodeScalars.append(scalar)
      case _ where scalar.value <= 0xFF: result += "\\x" + scalar.hex(width: 2)
      case _ where scalar.value <= 0xFFFF: result += "\\u" + scalar.hex(width: 4)
      default: result += "\\U" + scalar.hex(width: 8)
      }
    }
    return result + "\""
  }
}
