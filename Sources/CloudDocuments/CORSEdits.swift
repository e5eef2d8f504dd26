import ConfigSyntax
package import Diagnostics

/// Additions to a CORS document that look like what is there.
extension CORSDocument {
  /// The edit that adds values to a list behind its last one; nil where its layout is not simple.
  package func append(_ texts: [String], to list: CORSList) -> Edit? {
    guard let last = list.values.last, last.isExact, list.key != nil,
      let separator = separator(of: list, last)
    else { return nil }
    let end = last.span.range.count + last.quote.utf8.count
    let addition = texts.map { separator + last.quote + $0 + last.quote }.joined()
    return .replace(last.span.sub(end..<end), with: addition)
  }

  /// The edit that gives a rule one more field, behind its last one.
  package func add(_ field: String, _ texts: [String], to rule: CORSRule) -> Edit? {
    guard let last = rule.entries.last, last.value.span.file == rule.span.file else { return nil }
    let end = Int(last.value.span.upper)
    if form == .xml {
      let closing = "</\(last.key.value)>"
      let start = Int(last.key.span.lower) - 1
      guard source.bytes[end...].starts(with: closing.utf8) else { return nil }
      let place = SourceSpan(span.file, end + closing.utf8.count, end + closing.utf8.count)
      let space = space(before: start)
      return .replace(place, with: texts.map { "\(space)<\(field)>\($0)</\(field)>" }.joined())
    }
    guard source.bytes[rule.span.range].first == UInt8(ascii: "{") else { return nil }
    let space = space(before: Int(last.key.span.lower))
    let list = texts.map { "\"\($0)\"" }.joined(separator: ", ")
    return .replace(
      SourceSpan(span.file, end, end),
      with: ",\(space.isEmpty ? " " : space)\"\(field)\": [\(list)]")
  }

  /// The edit that takes an entry of a rule in brackets out, with its comma.
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

  // MARK: Layout

  /// What stands between two values of the list, quotes left out.
  private func separator(of list: CORSList, _ last: CORSValue) -> String? {
    let count = list.values.count
    if case .words = list.layout { return " " }
    guard count > 1 else { return firstSeparator(list, last) }
    let before = list.values[count - 2]
    let lower = Int(before.span.upper) + before.quote.utf8.count
    let upper = Int(last.span.lower) - last.quote.utf8.count
    guard lower <= upper else { return nil }
    let text = text(lower..<upper)
    // A comment between the two is not to be repeated.
    let rest = text.replacing("</\(list.field)>", with: "").replacing("<\(list.field)>", with: "")
    return rest.allSatisfy { $0.isWhitespace || $0 == "," || $0 == "-" } ? text : nil
  }

  private func firstSeparator(_ list: CORSList, _ last: CORSValue) -> String? {
    let start = Int(last.span.lower) - last.quote.utf8.count
    switch list.layout {
    case .text: return ","
    case .words: return " "
    case .elements:
      guard let key = list.key,
        source.bytes[Int(last.span.upper)...].starts(with: "</\(list.field)>".utf8)
      else { return nil }
      return "</\(list.field)>\(space(before: Int(key.lower) - 1))<\(list.field)>"
    case .flow(let span):
      let inside = text(Int(span.lower) + 1..<max(Int(span.lower) + 1, start))
      guard inside.allSatisfy(\.isWhitespace) else { return nil }
      return "," + (inside.isEmpty ? " " : inside)
    case .block:
      let line = start - lineOffset(of: start)
      let prefix = text(line..<start)
      guard prefix.allSatisfy({ $0 == " " || $0 == "-" }) else { return nil }
      return "\n" + prefix
    }
  }

  /// The white space in front of a byte.
  private func space(before offset: Int) -> String {
    var start = offset
    while start > 0, source.bytes[start - 1] <= 0x20 { start -= 1 }
    return text(start..<offset)
  }

  private func lineOffset(of offset: Int) -> Int {
    var start = offset
    while start > 0, source.bytes[start - 1] != 0x0A { start -= 1 }
    return offset - start
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }
}
