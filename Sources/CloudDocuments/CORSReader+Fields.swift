import ConfigSyntax
import Diagnostics
import Settings

/// The fields of one rule.
extension CORSReader {
  mutating func list(_ field: CORSField, _ found: [CORSField: [Entry]]) -> CORSList {
    let entries = found[field] ?? []
    let name = schema.name(field)
    var (values, layout) = ([CORSValue](), CORSList.Layout.block)
    var isKnown = damage.isEmpty && (!entries.isEmpty || !schema.required.contains(field))
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

  /// The values of one entry; nil when some of them are not known.
  private mutating func read(
    _ entry: Entry, _ name: String, _ layout: inout CORSList.Layout
  ) -> [CORSValue]? {
    // What stands beside damage may be a piece of it.
    guard !damage.contains(where: { $0.overlaps(entry.value.span) }) else { return nil }
    switch entry.value.kind {
    case .damaged, .unknown: return nil
    case .mapping:
      let expected = form == .xml ? "text" : "a list"
      bag.report(.wrongType("`\(entry.key.value)`", entry.value, expected: expected))
      return nil
    case .sequence(let elements):
      let isFlow = source.bytes[entry.value.span.range].first == UInt8(ascii: "[")
      layout = form == .command ? .words : isFlow ? .flow(entry.value.span) : .block
      let read = elements.map { value($0, of: entry) }
      return read.contains { $0 == nil } ? nil : read.compactMap { $0 }
    case .scalar:
      guard let value = value(entry.value, of: entry) else { return nil }
      if form == .xml {
        layout = .elements
        return [value]
      }
      guard schema.kind == .azureCORS else {
        bag.report(bareValue(entry))
        return [value]
      }
      layout = .text
      return pieces(entry.value, of: entry)
    }
  }

  /// `GET,PUT`, as the command-line tool of Azure prints lists.
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
      if case .damaged = node.kind { return nil }
      bag.report(.wrongType("a value of `\(entry.key.value)`", node, expected: "text"))
      return nil
    }
    let place = SourceText(text, at: node.span, in: source)
    let range = 0..<text.utf8.count
    let first = source.bytes[node.span.range].first.map { UnicodeScalar($0) }
    let quote = form != .xml && (first == "\"" || first == "'") ? first.map(String.init) : nil
    return CORSValue(
      text: text, span: place.span(of: range), quote: quote ?? "",
      isPlaceholder: checkPlaceholder(text, node.span, of: entry), isExact: place.isExact(range))
  }

  /// Whether the text waits to be replaced, which is reported.
  private mutating func checkPlaceholder(
    _ text: String, _ span: SourceSpan, of entry: Entry
  ) -> Bool {
    guard Placeholder.matches(text) else { return false }
    var diagnostic = Diagnostic(
      ShapeProblem.placeholder, "`\(entry.key.value)` is a placeholder of the documentation",
      at: span)
    diagnostic.help = "replace it; an origin is scheme, name and port of the server's address"
    bag.report(diagnostic)
    return true
  }

  private func bareValue(_ entry: Entry) -> Diagnostic {
    var diagnostic = Diagnostic.wrongType(
      "`\(entry.key.value)`", entry.value, expected: "a list")
    let span = entry.value.span
    let edits: [Edit] = [
      .replace(span.sub(0..<0), with: "["),
      .replace(span.sub(span.range.count..<span.range.count), with: "]"),
    ]
    diagnostic.help = "put it into brackets"
    diagnostic.fixes = [FixIt("put it into brackets", edits)]
    return diagnostic
  }

  // MARK: Methods and ages

  mutating func methods(_ found: [CORSField: [Entry]]) -> CORSList {
    let list = list(.methods, found)
    for value in list.values where !value.isPlaceholder && !schema.methods.contains(value.text) {
      bag.report(unknownMethod(value))
    }
    return list
  }

  private func unknownMethod(_ value: CORSValue) -> Diagnostic {
    var diagnostic = Diagnostic(
      CORSProblem.unknownMethod, "`\(SecretText.masked(value.text))` is no method of a CORS rule",
      at: value.span)
    let upper = value.text.uppercased()
    if schema.methods.contains(upper) {
      diagnostic.help = "methods are written in capitals"
      if value.isExact {
        diagnostic.fixes = [FixIt("write `\(upper)`", [.replace(value.span, with: upper)])]
      }
    } else if upper == "OPTIONS" {
      diagnostic.help = "leave it out: the answer to OPTIONS is what the document is about"
    } else {
      let nearest = NameSuggestion.nearest(to: upper, among: schema.methods)
      diagnostic.help =
        nearest.map { "did you mean `\($0)`?" }
        ?? "methods are " + schema.methods.joined(separator: ", ")
    }
    return diagnostic
  }

  mutating func age(_ entry: Entry?) -> CORSAge? {
    guard let entry, case .scalar(let scalar) = entry.value.kind else { return nil }
    let isText = scalar.isText && form != .xml && form != .command
    guard !isText, let seconds = Int(scalar.text), seconds >= 0 else {
      if !Placeholder.matches(scalar.text) {
        bag.report(
          .wrongType(
            "`\(entry.key.value)`", entry.value, expected: "a whole number of seconds"))
      } else {
        _ = checkPlaceholder(scalar.text, entry.value.span, of: entry)
      }
      return nil
    }
    return CORSAge(field: entry.key.value, seconds: seconds, span: entry.value.span)
  }
}

extension Diagnostic {
  /// A value of another kind than its place in a CORS document has.
  static func wrongType(_ what: String, _ node: ConfigNode, expected: String) -> Diagnostic {
    // Not the whole tree: the finding is about its start.
    let span = node.scalar == nil ? node.span.sub(0..<min(1, node.span.range.count)) : node.span
    let noun = node.scalar == nil || node.isNull ? " is \(node.noun)," : " is"
    return Diagnostic(CORSProblem.wrongType, "\(what)\(noun) not \(expected)", at: span)
  }
}
