package import ConfigSyntax
package import Diagnostics

/// Edits of a CORS document that keep to its existing layout.
extension CORSDocument {
  /// The edit that appends values to a list; nil if its layout is not simple.
  package func append(_ texts: [String], to list: CORSList) -> Edit? {
    guard let last = list.values.last else { return fill(list, with: texts) }
    guard last.isExact, list.key != nil else { return nil }
    if case .block = list.layout { return appendLines(texts, after: last) }
    guard let separator = separator(of: list, last) else { return nil }
    let end = last.span.range.count + last.quote.utf8.count
    let addition = texts.map { separator + last.quote + $0 + last.quote }.joined()
    return .replace(last.span.sub(end..<end), with: addition)
  }

  /// The edit that fills an empty list in brackets.
  private func fill(_ list: CORSList, with texts: [String]) -> Edit? {
    guard case .flow(let span) = list.layout, list.key != nil,
      text(span.range).dropFirst().dropLast().allSatisfy(\.isWhitespace)
    else { return nil }
    return .replace(span.sub(1..<1), with: Self.quoted(texts))
  }

  /// The edit that adds lines after that of the last value and its comment.
  private func appendLines(_ texts: [String], after last: CORSValue) -> Edit? {
    let start = Int(last.span.lower) - last.quote.utf8.count
    let prefix = text(start - lineOffset(of: start)..<start)
    guard prefix.allSatisfy({ $0 == " " || $0 == "-" }),
      let line = LineEnd(after: Int(last.span.upper) + last.quote.utf8.count, in: source)
    else { return nil }
    let lines = texts.map { line.lineBreak + prefix + last.quote + $0 + last.quote }
    return .replace(SourceSpan(span.file, line.offset, line.offset), with: lines.joined())
  }

  /// The edit that adds a field at the end of a rule; nil if the rule's layout is not simple.
  package func add(_ field: String, _ texts: [String], to rule: CORSRule) -> Edit? {
    // The target of an alias is elsewhere.
    guard let last = rule.entries.last, last.value.span.file == rule.span.file,
      last.value.span.lower >= last.key.span.upper
    else { return nil }
    let end = Int(last.value.span.upper)
    if form == .xml {
      let closing = "</\(last.key.value)>"
      let start = Int(last.key.span.lower) - 1
      guard source.bytes[end...].starts(with: closing.utf8) else { return nil }
      let afterLast = SourceSpan(span.file, end + closing.utf8.count, end + closing.utf8.count)
      let space = space(before: start)
      // Azure expects one comma-separated element.
      let contents = kind == .azureCORS ? [texts.joined(separator: ",")] : texts
      return .replace(
        afterLast, with: contents.map { "\(space)<\(field)>\($0)</\(field)>" }.joined())
    }
    guard source.bytes[rule.span.range].first == UInt8(ascii: "{") else {
      return form == .yaml ? addLine(field, texts, after: last) : nil
    }
    let space = space(before: Int(last.key.span.lower))
    return .replace(
      SourceSpan(span.file, end, end),
      with: ",\(space.isEmpty ? " " : space)\"\(field)\": [\(Self.quoted(texts))]")
  }

  /// The edit that adds a line of YAML after an entry, indented like its key.
  private func addLine(_ field: String, _ texts: [String], after last: Entry) -> Edit? {
    let start = Int(last.key.span.lower)
    let prefix = text(start - lineOffset(of: start)..<start)
    guard prefix.allSatisfy({ $0 == " " || $0 == "-" }), let end = last.value.end(in: source),
      let line = LineEnd(after: end, in: source)
    else { return nil }
    let margin = String(repeating: " ", count: prefix.utf8.count)
    return .replace(
      SourceSpan(span.file, line.offset, line.offset),
      with: "\(line.lineBreak)\(margin)\(field): [\(Self.quoted(texts))]")
  }

  private static func quoted(_ texts: [String]) -> String {
    texts.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// The edits that rename an entry of a rule, in XML in both tags; nil if that is not simple.
  package func rename(_ entry: Entry, to name: String) -> [Edit]? {
    let key = entry.key
    let written = source.text(key.span)
    let start = Edit.replace(
      key.span, with: written.replacing(key.value, with: name, maxReplacements: 1))
    guard form == .xml else { return [start] }
    guard case .scalar = entry.value.kind else { return nil }
    var end = Int(entry.value.span.upper)
    while end < source.bytes.count, source.bytes[end] <= 0x20 { end += 1 }
    guard source.bytes[end...].starts(with: "</\(written)".utf8) else { return nil }
    let local = end + 2 + written.utf8.count - key.value.utf8.count
    let closing = SourceSpan(span.file, local, local + key.value.utf8.count)
    return [start, .replace(closing, with: name)]
  }

  /// The edit that removes an entry, with its comma, from a rule in braces.
  package func remove(_ number: Int, of rule: CORSRule) -> Edit? {
    guard source.bytes[rule.span.range].first == UInt8(ascii: "{"), rule.entries.count > 1 else {
      return nil
    }
    let entry = rule.entries[number]
    let range =
      number == 0
      ? Int(entry.key.span.lower)..<Int(rule.entries[1].key.span.lower)
      : Int(rule.entries[number - 1].value.span.upper)..<Int(entry.value.span.upper)
    guard range.lowerBound <= range.upperBound else { return nil }
    return .replace(SourceSpan(span.file, range.lowerBound, range.upperBound), with: "")
  }
}
