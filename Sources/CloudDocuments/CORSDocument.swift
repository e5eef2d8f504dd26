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
