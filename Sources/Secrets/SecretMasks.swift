import ConfigSyntax
import Diagnostics
import Terraform

/// Finds what source frames must not show.
struct SecretMasks {
  let sources: SourceMap
  var masks: [SourceSpan]
  private var tables: [LineTable?]

  /// Values that a secret setting claims or whose key looks like a secret's, user information of
  /// URLs, PEM bodies, and every value in a damaged region.
  static func find(
    _ documents: [ConfigDocument], _ secrets: [SourceSpan],
    _ sources: SourceMap, _ terraform: TerraformConfiguration? = nil
  ) -> [SourceSpan] {
    var finder = SecretMasks(sources: sources, masks: secrets)
    if let terraform { finder.walk(terraform) }
    for document in documents {
      if let root = document.root { finder.walk(root, .open) }
      for entry in document.overridden { finder.walk(entry, .open) }
      for span in document.damage { finder.maskDamage(span) }
    }
    return finder.masks
  }

  private init(sources: SourceMap, masks: [SourceSpan]) {
    self.sources = sources
    self.masks = masks
    tables = Array(repeating: nil, count: sources.files.count)
  }

  enum Secrecy { case open, secret }

  mutating func walk(_ entry: Entry, _ secrecy: Secrecy) {
    guard secrecy == .secret || SecretNames.resemblesSecret(entry.key.value) else {
      return walk(entry.value, secrecy)
    }
    walk(entry.value, .secret)
    // A tag or an anchor before the value may be a piece of it.
    let (key, value) = (entry.key.span, entry.value.span)
    guard entry.value.scalar != nil, key.file == value.file, key.upper < value.lower else { return }
    let bytes = sources[key.file].bytes
    let start = bytes[Int(key.upper)..<Int(value.lower)].firstIndex {
      !":=\"' \n".utf8.contains($0)
    }
    if let start { masks.append(SourceSpan(key.file, start, Int(value.upper))) }
  }

  mutating func walk(_ node: ConfigNode, _ secrecy: Secrecy) {
    switch node.kind {
    case .mapping(let entries):
      // `{name: DB_PASSWORD, value: …}`: the name next to it says what the value is.
      let name = node["name"]?.scalar?.text ?? ""
      for entry in entries {
        let isNamed = entry.key.value == "value" && SecretNames.resemblesSecret(name)
        walk(entry, isNamed ? .secret : secrecy)
      }
    case .sequence(let elements):
      for element in elements { walk(element, secrecy) }
    case .scalar(let scalar):
      guard !scalar.text.isEmpty else { return }
      mask(node.span, secrecy)
    case .damaged: maskDamage(node.span)
    case .unknown: mask(node.span, secrecy)
    }
  }

  /// All of a secret, and of anything else what is one whatever stands around it.
  mutating func mask(_ span: SourceSpan, _ secrecy: Secrecy) {
    switch secrecy {
    case .secret: masks.append(span)
    case .open: maskPieces(span)
    }
  }

  private mutating func maskPieces(_ span: SourceSpan) {
    for range in SecretText.ranges(in: sources[span.file].bytes[span.range]) {
      masks.append(SourceSpan(span.file, range.lowerBound, range.upperBound))
    }
  }

  /// Of damaged text, only keys are shown: each line up to its first `:` or `=`.
  mutating func maskDamage(_ span: SourceSpan) {
    let bytes = sources[span.file].bytes
    let index = Int(span.file.index)
    let table = tables[index] ?? LineTable(sources[span.file])
    tables[index] = table
    let last = max(Int(span.lower), Int(span.upper) - 1)
    let lines = table.line(at: Int(span.lower))...table.line(at: last)
    for line in lines {
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
