package import Diagnostics

/// YAML in a scalar of another document, such as the chart's values in a block of text.
package enum EmbeddedYAML {
  /// The first document in the text of a node, as far as Helm reads it; nil where there is none.
  ///
  /// In a block, every key and value has its own span in the file around it. Text in quotes, folded
  /// or decoded has only that of the node.
  package static func read(
    _ node: ConfigNode, in file: SourceFile, _ bag: inout DiagnosticBag
  ) -> ConfigDocument? {
    guard let scalar = node.scalar, !scalar.isNull else { return nil }
    if scalar.style == .literal, let range = block(at: node.span, in: file) {
      return YAMLReader.read(file, node.span.file, in: range, &bag).first { $0.root != nil }
    }
    var found = DiagnosticBag()
    let text = SourceFile(name: file.name, text: scalar.text)
    let documents = YAMLReader.read(text, node.span.file, &found)
    bag.report(found.sorted.map { $0.moved(to: node.span) })
    return documents.first { $0.root != nil }.map { document in
      ConfigDocument(
        root: document.root?.moved(to: node.span, via: node.via), span: node.span,
        damage: document.damage.isEmpty ? [] : [node.span])
    }
  }

  /// The lines of a block, without the indicator before them and a mark that begins a document.
  private static func block(at span: SourceSpan, in file: SourceFile) -> Range<Int>? {
    let bytes = file.bytes
    var start = lineAfter(span.range.lowerBound, in: bytes)
    while start < span.range.upperBound {
      let content = bytes[start..<span.range.upperBound].drop { $0 <= 0x20 }
      guard content.starts(with: "---".utf8) || content.first == UInt8(ascii: "#") else { break }
      start = lineAfter(content.startIndex, in: bytes)
    }
    // With the end of the last line, so that a comment or an empty value there is complete.
    let end = lineAfter(span.range.upperBound, in: bytes)
    return start < span.range.upperBound ? start..<end : nil
  }

  private static func lineAfter(_ offset: Int, in bytes: [UInt8]) -> Int {
    bytes[min(offset, bytes.count)...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }
}

extension ConfigNode {
  /// The same data at the span of the text that contains it.
  package func moved(to span: SourceSpan, via: [SourceSpan] = []) -> ConfigNode {
    let kind: Kind
    switch self.kind {
    case .sequence(let elements): kind = .sequence(elements.map { $0.moved(to: span, via: via) })
    case .mapping(let entries):
      kind = .mapping(
        entries.map {
          Entry(key: Located($0.key.value, span), value: $0.value.moved(to: span, via: via))
        })
    case .scalar, .damaged, .unknown: kind = self.kind
    }
    return ConfigNode(kind, span, via: via)
  }
}

extension Diagnostic {
  /// The same finding at the span of the text that contains it.
  ///
  /// Its spans are not those of the file,
  /// so it is unclear which of its values are secret.
  fileprivate func moved(to span: SourceSpan) -> Diagnostic {
    var moved = Diagnostic(id, message.hidingValues, at: span)
    moved.help = help?.hidingValues
    return moved
  }
}
