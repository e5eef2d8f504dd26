import ConfigSyntax
import Diagnostics
import Settings

/// Finds what source frames must not show.
enum SecretMasks {
  /// Values that a secret setting claims or whose key looks like a secret's, user information of
  /// URLs, PEM bodies, and every value in a damaged region.
  static func find(
    _ documents: [ConfigDocument], _ resolved: ResolvedConfiguration, _ sources: SourceMap
  ) -> [SourceSpan] {
    var masks = resolved.secretSpans
    for document in documents {
      if let root = document.root { walk(root, .open, sources, &masks) }
      for span in document.damage { maskDamage(span, sources[span.file], &masks) }
    }
    return masks
  }

  private enum Secrecy { case open, secret }

  private static func walk(
    _ node: ConfigNode, _ secrecy: Secrecy, _ sources: SourceMap, _ masks: inout [SourceSpan]
  ) {
    switch node.kind {
    case .mapping(let entries):
      for entry in entries {
        let looksSecret = SecretNames.looksSecret(entry.key.value)
        walk(entry.value, looksSecret ? .secret : secrecy, sources, &masks)
      }
    case .sequence(let elements):
      for element in elements { walk(element, secrecy, sources, &masks) }
    case .scalar(let scalar):
      guard !scalar.text.isEmpty else { return }
      if secrecy == .secret {
        masks.append(node.span)
      } else {
        maskPieces(node.span, sources[node.span.file], &masks)
      }
    case .damaged: maskDamage(node.span, sources[node.span.file], &masks)
    }
  }

  /// User information between `://` and the last `@`, and what stands between PEM lines.
  private static func maskPieces(
    _ span: SourceSpan, _ file: SourceFile, _ masks: inout [SourceSpan]
  ) {
    let bytes = file.bytes[span.range]
    if let range = UserInfo.range(in: bytes) {
      // A quote in front is punctuation.
      let isQuoted =
        range.lowerBound == bytes.startIndex && "\"'".utf8.contains(bytes[range.lowerBound])
      masks.append(
        SourceSpan(span.file, range.lowerBound + (isQuoted ? 1 : 0), range.upperBound))
    }
    guard let begin = ByteSearch.first("-----BEGIN", in: bytes) else { return }
    let body = bytes[begin...].firstIndex(of: 0x0A) ?? bytes.endIndex
    masks.append(SourceSpan(span.file, body, bytes.endIndex))
  }

  /// Of damaged text, only keys are shown: each line up to its first `:` or `=`.
  private static func maskDamage(
    _ span: SourceSpan, _ file: SourceFile, _ masks: inout [SourceSpan]
  ) {
    let bytes = file.bytes
    let table = LineTable(file)
    let lines =
      table.line(at: Int(span.lower))...table.line(at: max(Int(span.lower), Int(span.upper) - 1))
    // Frames show single lines; the damage of a large file is not walked in full.
    for line in lines.prefix(10_000) {
      let range = table.contents(of: line)
      let sign = bytes[range].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }
      let start = sign.map { $0 + 1 } ?? firstWord(bytes, range)
      let value = bytes[start..<range.upperBound].firstIndex { $0 != 0x20 } ?? range.upperBound
      if value < range.upperBound { masks.append(SourceSpan(span.file, value, range.upperBound)) }
    }
  }

  private static func firstWord(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes[range].firstIndex { $0 != 0x20 && $0 != UInt8(ascii: "-") } ?? range.upperBound
  }
}
