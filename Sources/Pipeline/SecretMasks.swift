import ConfigSyntax
import Diagnostics
import Settings

/// Finds what source frames must not show.
struct SecretMasks {
  private let sources: SourceMap
  private var masks: [SourceSpan]
  private var tables: [FileID: LineTable] = [:]

  /// Values that a secret setting claims or whose key looks like a secret's, user information of
  /// URLs, PEM bodies, and every value in a damaged region.
  static func find(
    _ documents: [ConfigDocument], _ resolved: ResolvedConfiguration, _ sources: SourceMap
  ) -> [SourceSpan] {
    var finder = SecretMasks(sources: sources, masks: resolved.secretSpans)
    for document in documents {
      if let root = document.root { finder.walk(root, .open) }
      for span in document.damage { finder.maskDamage(span) }
    }
    return finder.masks
  }

  private init(sources: SourceMap, masks: [SourceSpan]) {
    self.sources = sources
    self.masks = masks
  }

  private enum Secrecy { case open, secret }

  private mutating func walk(_ node: ConfigNode, _ secrecy: Secrecy) {
    switch node.kind {
    case .mapping(let entries):
      for entry in entries {
        let looksSecret = SecretNames.looksSecret(entry.key.value)
        walk(entry.value, looksSecret ? .secret : secrecy)
      }
    case .sequence(let elements):
      for element in elements { walk(element, secrecy) }
    case .scalar(let scalar):
      guard !scalar.text.isEmpty else { return }
      if secrecy == .secret {
        masks.append(node.span)
      } else {
        maskPieces(node.span)
      }
    case .damaged: maskDamage(node.span)
    }
  }

  /// User information between `://` and the last `@`, and what stands between PEM lines.
  private mutating func maskPieces(_ span: SourceSpan) {
    let bytes = sources[span.file].bytes[span.range]
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
  private mutating func maskDamage(_ span: SourceSpan) {
    let bytes = sources[span.file].bytes
    let table = tables[span.file] ?? LineTable(sources[span.file])
    tables[span.file] = table
    let last = max(Int(span.lower), Int(span.upper) - 1)
    let lines = table.line(at: Int(span.lower))...table.line(at: last)
    // Frames show single lines; the damage of a large file is not walked in full.
    for line in lines.prefix(10_000) {
      let range = table.contents(of: line)
      let sign = bytes[range].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }
      let start = sign.map { $0 + 1 } ?? Self.firstWord(bytes, range)
      let value = bytes[start..<range.upperBound].firstIndex { $0 != 0x20 } ?? range.upperBound
      if value < range.upperBound { masks.append(SourceSpan(span.file, value, range.upperBound)) }
    }
  }

  private static func firstWord(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes[range].firstIndex { $0 != 0x20 && $0 != UInt8(ascii: "-") } ?? range.upperBound
  }
}
