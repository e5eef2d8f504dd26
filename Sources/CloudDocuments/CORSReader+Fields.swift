import CloudFacts
import ConfigSyntax
import Diagnostics
import Settings

/// Reading the fields of one rule.
extension CORSReader {
  mutating func list(_ field: CORSField, _ found: [CORSField: [Entry]]) -> CORSList {
    let entries = found[field] ?? []
    let name = schema.format.name(field)
    var (values, layout) = ([CORSValue](), CORSList.Layout.block)
    var isKnown = damage.isEmpty && (!entries.isEmpty || !schema.format.required.contains(field))
    for entry in entries {
      guard let read = read(entry, name, &layout) else {
        isKnown = false
        continue
      }
      values += read
    }
    return CORSList(
      field: name, key: entries.first?.key.span, values: values, layout: layout, isKnown: isKnown)
  }

  /// The values of one entry; nil if any is unknown.
  private mutating func read(
    _ entry: Entry, _ name: String, _ layout: inout CORSList.Layout
  ) -> [CORSValue]? {
    // Text next to damage may belong to it.
    guard !damage.contains(where: { $0.overlaps(entry.value.span) }) else { return nil }
    switch entry.value.kind {
    case .damaged, .unknown: return nil
    case .mapping:
      let expected = form == .xml ? "a string" : "a list"
      bag.report(.wrongType("`\(entry.key.value)`", entry.value, expected: expected))
      return nil
    case .sequence(let elements):
      let isFlow = source.bytes[entry.value.span.range].first == UInt8(ascii: "[")
      layout = form == .command ? .words : isFlow ? .flow(entry.value.span) : .block
      let read = elements.map { value($0, of: entry) }
      return read.contains { $0 == nil } ? nil : read.compactMap { $0 }
    case .scalar:
      guard let value = value(entry.value, of: entry) else { return nil }
      if form == .xml, !schema.takesText {
        layout = .elements
        return [value]
      }
      if schema.takesText {
        layout = .text
      } else {
        bag.report(bareValue(entry, value))
        guard value.text.contains(",") else { return [value] }
      }
      return pieces(entry.value, of: entry)
    }
  }

  /// The values of a comma-separated text like `GET,PUT`, as the Azure CLI prints lists.
  private mutating func pieces(_ node: ConfigNode, of entry: Entry) -> [CORSValue] {
    SourceText(node.scalar?.text ?? "", at: node.span, in: source)
      .split(separator: UInt8(ascii: ",")).map { piece in
        let range = 0..<piece.text.utf8.count
        return CORSValue(
          text: piece.text, span: piece.span(of: range), quote: "",
          isPlaceholder: checkPlaceholder(piece.text, piece.span(of: range), of: entry),
          isExact: piece.isExact(range))
      }
  }

  private mutating func value(_ node: ConfigNode, of entry: Entry) -> CORSValue? {
    guard case .scalar(let scalar) = node.kind, case .string(let text) = scalar.meaning else {
      switch node.kind {
      case .damaged, .unknown: return nil
      case .scalar, .sequence, .mapping: break
      }
      bag.report(.wrongType("a value of `\(entry.key.value)`", node, expected: "a string"))
      return nil
    }
    guard !isExpression(text) else { return nil }
    let written = SourceText(text, at: node.span, in: source)
    let range = 0..<text.utf8.count
    let first = source.bytes[node.span.range].first.map { UnicodeScalar($0) }
    let quote = form != .xml && (first == "\"" || first == "'") ? first.map(String.init) : nil
    return CORSValue(
      text: text, span: written.span(of: range), quote: quote ?? "",
      isPlaceholder: checkPlaceholder(text, node.span, of: entry), isExact: written.isExact(range))
  }

  /// Whether text is an expression of an Azure Resource Manager template; `[[` escapes a bracket.
  private func isExpression(_ text: String) -> Bool {
    schema.kind == .azureCORS && form == .json && text.hasPrefix("[") && !text.hasPrefix("[[")
      && text.hasSuffix("]")
  }

  /// Reports a placeholder; returns whether the text is one.
  mutating func checkPlaceholder(
    _ text: String, _ span: SourceSpan, of entry: Entry
  ) -> Bool {
    guard Placeholder.matches(text) else { return false }
    var diagnostic = Diagnostic(
      ShapeProblem.placeholder, "the value of `\(entry.key.value)` is a placeholder",
      at: span)
    diagnostic.help =
      "replace it with your own value; an origin is the server's scheme, name and port"
    bag.report(diagnostic)
    return true
  }

  private func bareValue(_ entry: Entry, _ value: CORSValue) -> Diagnostic {
    var diagnostic = Diagnostic.wrongType(
      "`\(entry.key.value)`", entry.value, expected: "a list")
    let edits =
      Edit.wrap(entry.value.span, "[", "]")
      + value.commas.map { .replace(value.span.sub($0), with: value.quote + "," + value.quote) }
    diagnostic.help = "wrap it in a list: `[…]`"
    diagnostic.fixes = [FixIt("wrap it in a list", edits)]
    return diagnostic
  }
}

extension CORSValue {
  /// Where the text is split into values: each comma with the blanks after it.
  fileprivate var commas: [Range<Int>] {
    guard isExact else { return [] }
    let bytes = Array(text.utf8)
    return bytes.indices.filter { bytes[$0] == UInt8(ascii: ",") }.map { comma in
      comma..<(bytes[(comma + 1)...].firstIndex { $0 != 0x20 } ?? bytes.count)
    }
  }
}

extension Diagnostic {
  /// A value that does not have the type that a CORS document requires.
  static func wrongType(_ subject: String, _ node: ConfigNode, expected: String) -> Diagnostic {
    // Only the first byte of a tree is marked.
    let span = node.scalar == nil ? node.span.sub(0..<min(1, node.span.range.count)) : node.span
    let found = node.scalar == nil || node.isNull ? ", not \(node.noun)" : ""
    return Diagnostic(CORSProblem.wrongType, "\(subject) must be \(expected)\(found)", at: span)
  }
}
