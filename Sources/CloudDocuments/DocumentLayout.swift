import ConfigSyntax
package import Diagnostics

/// How a JSON document is laid out, so that the text that a fix adds looks the same.
package struct DocumentLayout: Sendable {
  private let file: SourceFile

  package init(_ file: SourceFile) { self.file = file }

  /// Whether the document is in JSON; a fix in YAML would have to match its indentation.
  package var isJSON: Bool { file.beginsAsJSON }

  /// Whether the document contains a text.
  package func holds(_ text: StaticString) -> Bool {
    ByteSearch.first(text, in: file.bytes[...]) != nil
  }

  /// Adds `"key": "value"` before the first member of an object, whose key is at `first`.
  package func insert(_ key: String, _ value: String, before first: SourceSpan) -> Edit? {
    guard isJSON, isQuoted(first) else { return nil }
    let colon = blanks(from: Int(first.upper), including: UInt8(ascii: ":"))
    let text = "\"\(key)\"\(colon)\"\(value)\"," + blanks(before: Int(first.lower))
    return .replace(first.sub(0..<0), with: text)
  }

  /// Adds `text` after an element of a list, or turns a single text into a list.
  package func insert(_ text: String, after element: Located, _ form: PolicyElement.Form) -> Edit? {
    guard isPlain(text), isVerbatim(element) else { return nil }
    switch form {
    case .single:
      return .replace(element.span, with: "[\"\(element.value)\", \"\(text)\"]")
    case .list:
      let end = element.span.range.count
      // The new element is separated like the existing one: on the same line or on its own.
      let lead = blanks(before: Int(element.span.lower))
      return .replace(
        element.span.sub(end..<end), with: ",\(lead.isEmpty ? " " : lead)\"\(text)\"")
    }
  }

  /// Whether a value is in quotes without any escapes.
  package func isVerbatim(_ value: Located) -> Bool {
    isJSON && file.text(value.span) == "\"\(value.value)\""
  }

  private func isPlain(_ text: String) -> Bool {
    !text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
  }

  private func isQuoted(_ span: SourceSpan) -> Bool {
    let bytes = file.bytes[span.range.clamped(to: 0..<file.bytes.count)]
    return bytes.count > 1 && bytes.first == UInt8(ascii: "\"")
      && bytes.last == UInt8(ascii: "\"")
  }

  private func blanks(before offset: Int) -> String {
    var start = offset
    while start > 0, Self.isBlank(file.bytes[start - 1]) { start -= 1 }
    return String(decoding: file.bytes[start..<offset], as: UTF8.self)
  }

  private func blanks(from offset: Int, including mark: UInt8) -> String {
    let run = file.bytes[offset...].prefix { Self.isBlank($0) || $0 == mark }
    return run.contains(mark) ? String(decoding: run, as: UTF8.self) : ": "
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

/// The end of a line of YAML, where a new line can be inserted.
struct LineEnd {
  /// The offset of the line break, or of the end of the text.
  let offset: Int
  /// The line break that the document uses.
  let lineBreak: String

  /// nil if more than a comment follows `start`.
  init?(after start: Int, in source: SourceFile) {
    guard start > 0, start <= source.bytes.count, source.bytes[start - 1] != 0x0A else {
      return nil
    }
    let rest = source.bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    let text = rest.drop { $0 == 0x20 || $0 == 0x09 }
    // A `#` starts a comment only after a blank.
    guard text.isEmpty || text.first == UInt8(ascii: "#") && text.count < rest.count else {
      return nil
    }
    offset = rest.endIndex
    let first = source.bytes.firstIndex(of: 0x0A)
    let isWindows = first.map { $0 > 0 && source.bytes[$0 - 1] == 0x0D } ?? false
    lineBreak = isWindows ? "\r\n" : "\n"
  }
}

extension ConfigNode {
  /// The offset after the last byte of a YAML value written here; nil if that is not simple.
  func end(in source: SourceFile) -> Int? {
    guard via.isEmpty, !span.range.isEmpty else { return nil }
    switch kind {
    case .scalar: return Int(span.upper)
    case .sequence(let elements):
      // A list without brackets ends with its last element; its span extends to the next key.
      let isFlow = source.bytes[span.range].first == UInt8(ascii: "[")
      return isFlow ? Int(span.upper) : elements.last?.end(in: source)
    case .mapping, .damaged, .unknown: return nil
    }
  }
}
