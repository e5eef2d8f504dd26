package import ConfigSyntax
package import Diagnostics

/// A document that says which pages may read and write a bucket, in the format of any cloud.
package struct CORSDocument: Sendable {
  /// The format of the text, which fixes keep to.
  package enum Form: Sendable {
    case json, yaml, xml
    /// A command's options.
    case command
  }

  package let kind: DocumentKind
  package let form: Form
  package let rules: [CORSRule]
  /// The key that contains the list of rules; nil for a bare list.
  package let wrapper: Located?
  /// Fields under a name that another cloud uses.
  package let misnamed: [CORSMisnamedField]
  package let span: SourceSpan
  /// Whether some text did not parse: whatever seems to be missing may be in it.
  package let isDamaged: Bool
  package let source: SourceFile

  init(
    _ document: ConfigDocument, _ kind: DocumentKind, in source: SourceFile,
    _ bag: inout DiagnosticBag
  ) {
    self.kind = kind
    self.source = source
    span = document.span
    isDamaged = document.isDamaged
    form = Self.form(source, document.root)
    let list = CORSRuleList(document.root, kind)
    let schema = CORSSchema(kind, form, list.nodes.first?.value)
    var reader = CORSReader(schema, source, form, document.damage)
    reader.read(list, document)
    wrapper = list.wrapper
    rules = reader.rules
    misnamed = reader.misnamed
    bag.report(reader.bag.sorted)
  }

  private static func form(_ source: SourceFile, _ root: ConfigNode?) -> Form {
    switch source.firstByte {
    case UInt8(ascii: "<"): return .xml
    case UInt8(ascii: "["), UInt8(ascii: "{"): return .json
    default:
      // A list in YAML begins at its dash or bracket, one from a script at the script's first byte.
      guard let root, case .sequence = root.kind else { return .yaml }
      let isScript = !"-[".utf8.contains(source.bytes[root.span.range].first ?? 0)
      return isScript ? .command : .yaml
    }
  }
}

/// A field for which the document's cloud uses another name.
package struct CORSMisnamedField: Sendable {
  package let entry: Entry
  /// The name that the document's cloud uses.
  package let name: String
  /// The index of the rule that contains it.
  package let rule: Int
}

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
