package import ConfigSyntax
package import Diagnostics

/// Who may read and write a bucket from a browser, in whichever cloud's form.
package struct CORSDocument: Sendable {
  /// How the text is written; what is added to it follows.
  package enum Form: Sendable {
    case json, yaml, xml
    /// Options of a command.
    case command
  }

  package let kind: DocumentKind
  package let form: Form
  package let rules: [CORSRule]
  /// The key that holds the list of rules; nil for a list alone.
  package let wrapper: Located?
  /// Fields that another cloud's documents call so.
  package let misnamed: [CORSMisnamedField]
  package let span: SourceSpan
  /// Some text did not parse: what seems to be missing may stand there.
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
      // A list of YAML begins at its dash or bracket, that of a script at the script's first byte.
      guard let root, case .sequence = root.kind else { return .yaml }
      let isScript = !"-[".utf8.contains(source.bytes[root.span.range].first ?? 0)
      return isScript ? .command : .yaml
    }
  }
}

/// A field that the document's cloud calls by another name.
package struct CORSMisnamedField: Sendable {
  package let entry: Entry
  /// What the field is called here.
  package let name: String
  package let rule: Int
}
