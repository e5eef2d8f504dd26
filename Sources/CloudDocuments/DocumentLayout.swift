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
  package func insert(_ text: String, behind element: Located, _ form: PolicyElement.Form) -> Edit?
  {
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
