import ConfigSyntax
import Diagnostics

/// The end of a line of YAML, where a new line can be inserted.
struct LineEnd {
  /// The offset of the line break, or of the end of the text.
  let offset: Int
  /// The line break that the document uses.
  let lineBreak: String

  /// nil if more than a comment follows `start`.
  init?(behind start: Int, in source: SourceFile) {
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
