import ConfigSyntax
import Diagnostics
import Settings
import Terraform

extension Surroundings {
  /// The YAML in a heredoc, with the spans of its keys and values in the file; nil for other text,
  /// and where a template decides on more than single values.
  mutating func heredoc(
    _ expression: HCLExpression, _ scope: HCLScope, sensitive: SpanSet
  ) -> ConfigDocument? {
    let file = sources[expression.span.file]
    guard let range = Self.lines(of: expression.span, in: file.bytes) else { return nil }
    var pieces: [HCLExpression] = []
    if case .template(let parts) = expression.kind {
      for part in parts {
        switch part {
        case .literal: continue
        case .interpolation(let piece): pieces.append(piece)
        case .condition, .loop: return nil
        }
      }
    }
    // What YAML gives a meaning in the text of an expression would change how the text is read.
    let isPlain = pieces.allSatisfy { piece in
      file.bytes[piece.span.range].allSatisfy { !"\"'{}#,:[]\n".utf8.contains($0) }
    }
    guard isPlain, !Self.hasEscapes(file.bytes[range]) else { return nil }
    let document = YAMLReader.read(file, expression.span.file, in: range, &findings).first {
      $0.root != nil
    }
    guard let document, let root = document.root else { return nil }
    var filling = TemplateFilling(pieces: pieces, scope: scope, sensitive: sensitive)
    let filled = ConfigDocument(
      root: filling.filled(root), span: document.span, damage: document.damage,
      overridden: document.overridden)
    add(filled)
    return filled
  }

  /// The lines between the first and the last one of a heredoc; nil for text in quotes.
  private static func lines(of span: SourceSpan, in bytes: [UInt8]) -> Range<Int>? {
    let text = bytes[span.range]
    guard text.starts(with: "<<".utf8), let first = text.firstIndex(of: 0x0A) else { return nil }
    let end = text.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? first + 1
    return first + 1 <= end ? first + 1..<end : nil
  }

  /// Whether the text has `$${` or `%%{`, which HCL turns into something shorter.
  private static func hasEscapes(_ bytes: ArraySlice<UInt8>) -> Bool {
    zip(bytes, bytes.dropFirst()).contains { first, second in
      first == second && (first == UInt8(ascii: "$") || first == UInt8(ascii: "%"))
    }
  }
}

/// Puts the values of expressions into a tree that was read with `${…}` in it.
private struct TemplateFilling {
  let pieces: [HCLExpression]
  let scope: HCLScope
  /// Where values of sensitive variables are written.
  let sensitive: SpanSet

  mutating func filled(_ node: ConfigNode) -> ConfigNode {
    switch node.kind {
    case .mapping(let entries):
      let filled = entries.map { Entry(key: $0.key, value: self.filled($0.value)) }
      return ConfigNode(.mapping(filled), node.span, via: node.via)
    case .sequence(let elements):
      return ConfigNode(.sequence(elements.map { filled($0) }), node.span, via: node.via)
    case .scalar(let scalar) where scalar.text.contains("${"): return filled(scalar, node)
    case .scalar, .damaged, .unknown: return node
    }
  }

  /// The text with the values of the expressions in it; a value alone keeps its own span.
  private func filled(_ scalar: Scalar, _ node: ConfigNode) -> ConfigNode {
    var (text, rest, span) = ("", scalar.text[...], node.span)
    func unknown() -> ConfigNode { ConfigNode(.unknown(prefix: text), span, via: node.via) }
    for piece in pieces where node.span.contains(piece.span) {
      guard let start = rest.range(of: "${"),
        let end = rest[start.upperBound...].firstIndex(of: "}")
      else { return unknown() }
      text += rest[..<start.lowerBound]
      rest = rest[rest.index(after: end)...]
      let isWhole = text.isEmpty && rest.isEmpty
      var evaluation = HCLEvaluation(scope)
      guard let value = evaluation.silentValue(of: piece), !value.isUnknown,
        let written = value.text ?? value.node.scalar?.text,
        isWhole || !sensitive.contains(value.span)
      else { return unknown() }
      if isWhole { span = value.span }
      text += written
    }
    let filled = Scalar(text + rest, scalar.style, tag: scalar.tag)
    return ConfigNode(.scalar(filled), span, via: node.via)
  }
}
