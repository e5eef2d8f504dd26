import ConfigSyntax
import Diagnostics

/// The end of a line of YAML, behind which a new line is put.
struct LineEnd {
  /// Where the line break is, or the end of the text.
  let offset: Int
  /// As the document has them.
  let lineBreak: String

  /// nil where more than a comment stands behind `start`.
  init?(behind start: Int, in source: SourceFile) {
    guard start > 0, start <= source.bytes.count, source.bytes[start - 1] != 0x0A else {
      return nil
    }
    let rest = source.bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    let text = rest.drop { $0 == 0x20 || $0 == 0x09 }
    // A `#` is one of a comment behind a blank only.
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
  /// Behind the last byte of a value of YAML that stands here; nil where that is not simple.
  func end(in source: SourceFile) -> Int? {
    guard via.isEmpty, !span.range.isEmpty else { return nil }
    switch kind {
    case .scalar: return Int(span.upper)
    case .sequence(let elements):
      // What has no brackets ends with its last element; its span goes on to the next key.
      let isFlow = source.bytes[span.range].first == UInt8(ascii: "[")
      return isFlow ? Int(span.upper) : elements.last?.end(in: source)
    case .mapping, .damaged, .unknown: return nil
    }
  }
}
