/// Writes JSON (RFC 8259).
package enum JSONDocument {
  /// Whitespace between the tokens.
  package enum Layout: Sendable {
    /// Everything on one line, without a line break at the end.
    case compact
    /// One member per line, two spaces per level, a line break at the end.
    case indented
  }

  /// The text of one JSON value; numbers are written as they are.
  package static func render(_ value: DocumentValue, _ layout: Layout) -> String {
    var writer = TextWriter()
    write(value, depth: 0, layout, to: &writer)
    if layout == .indented { writer.write("\n") }
    return writer.text
  }

  private static func write(
    _ value: DocumentValue, depth: Int, _ layout: Layout, to writer: inout TextWriter
  ) {
    switch value {
    case .null: writer.write("null")
    case .bool(let value): writer.write(value ? "true" : "false")
    case .number(let digits): writer.write(digits)
    case .string(let text): writer.write(quoted(text))
    case .array(let elements):
      list(("[", "]"), count: elements.count, depth: depth, layout, to: &writer) { index, writer in
        write(elements[index], depth: depth + 1, layout, to: &writer)
      }
    case .object(let members):
      list(("{", "}"), count: members.entries.count, depth: depth, layout, to: &writer) {
        index, writer in
        let entry = members.entries[index]
        writer.write(quoted(entry.key) + (layout == .indented ? ": " : ":"))
        write(entry.value, depth: depth + 1, layout, to: &writer)
      }
    }
  }

  private static func list(
    _ brackets: (open: String, close: String), count: Int, depth: Int, _ layout: Layout,
    to writer: inout TextWriter, element: (Int, inout TextWriter) -> Void
  ) {
    writer.write(brackets.open)
    for index in 0..<count {
      if index > 0 { writer.write(",") }
      if layout == .indented {
        writer.write("\n")
        writer.indent(depth + 1)
      }
      element(index, &writer)
    }
    if layout == .indented, count > 0 {
      writer.write("\n")
      writer.indent(depth)
    }
    writer.write(brackets.close)
  }

  /// `text` as a JSON string: what RFC 8259 section 7 requires is escaped, and what a terminal would
  /// obey instead of showing it, since reports and parsed data are printed there.
  package static func quoted(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // The characters of `PrintableText`, which a test compares, but not those that JSON escapes
      // as surrogates: readers of YAML, to whom this is YAML, refuse surrogates.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{AD}", "\u{34F}", "\u{61C}",
        "\u{115F}"..."\u{1160}", "\u{17B4}"..."\u{17B5}", "\u{180B}"..."\u{180F}", "\u{200B}",
        "\u{200E}"..."\u{200F}", "\u{2028}"..."\u{202E}", "\u{2060}"..."\u{206F}", "\u{3164}",
        "\u{FE00}"..."\u{FE0D}", "\u{FEFF}", "\u{FFA0}", "\u{FFF0}"..."\u{FFFB}",
        "\u{FFFE}"..."\u{FFFF}":
        result += "\\u" + scalar.hex(width: 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether a byte is an ASCII character that is written as it is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
}
