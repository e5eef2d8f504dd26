import Diagnostics

/// The text between the pieces of a CORS document.
extension CORSDocument {
  /// The separator between two values of the list, without quotes; nil if there is no simple one.
  func separator(of list: CORSList, _ last: CORSValue) -> String? {
    let count = list.values.count
    if case .words = list.layout { return " " }
    guard count > 1 else { return firstSeparator(list, last) }
    let before = list.values[count - 2]
    let lower = Int(before.span.upper) + before.quote.utf8.count
    let upper = Int(last.span.lower) - last.quote.utf8.count
    guard lower <= upper else { return nil }
    let text = text(lower..<upper)
    // A comment between the two must not be repeated.
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
    case .block: return nil
    }
  }

  /// The whitespace before a byte.
  func space(before offset: Int) -> String {
    var start = offset
    while start > 0, source.bytes[start - 1] <= 0x20 { start -= 1 }
    return text(start..<offset)
  }

  /// The distance in bytes from the start of the line.
  func lineOffset(of offset: Int) -> Int {
    var start = offset
    while start > 0, source.bytes[start - 1] != 0x0A { start -= 1 }
    return offset - start
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }
}
