import ConfigSyntax
import Diagnostics
import Settings

/// Decodes the rules of a CORS document, and reports whatever does not have their shape.
struct CORSReader {
  let schema: CORSSchema
  let source: SourceFile
  let form: CORSDocument.Form
  /// The regions that did not parse: whatever seems to be missing may be in them.
  let damage: [SourceSpan]
  var bag = DiagnosticBag()
  private(set) var rules: [CORSRule] = []
  private(set) var misnamed: [CORSMisnamedField] = []

  init(
    _ schema: CORSSchema, _ source: SourceFile, _ form: CORSDocument.Form, _ damage: [SourceSpan]
  ) {
    (self.schema, self.source, self.form, self.damage) = (schema, source, form, damage)
  }

  mutating func read(_ list: CORSRuleList, _ document: ConfigDocument) {
    for key in list.strangers { bag.report(stranger(key)) }
    checkCount(list, document)
    for (node, name) in list.nodes {
      switch node.kind {
      case .mapping(let entries): rules.append(rule(node, entries, name))
      // An XML element without content.
      case .scalar(let scalar) where form == .xml && scalar.text.allSatisfy(\.isWhitespace):
        rules.append(rule(node, [], name))
      case .scalar, .sequence:
        bag.report(.wrongType("a rule", node, expected: "a mapping"))
      case .damaged, .unknown: continue
      }
    }
  }

  private mutating func checkCount(_ list: CORSRuleList, _ document: ConfigDocument) {
    if let node = list.misplaced {
      if case .damaged = node.kind { return }
      guard form != .xml else {
        return bag.report(
          Diagnostic(
            CORSProblem.ruleCount, "the document has no `\(CORSRuleList.element(schema.kind))`",
            at: list.wrapper?.span ?? place(node)))
      }
      return bag.report(.wrongType("the document", node, expected: "a list of rules"))
    }
    guard let first = list.nodes.first else {
      guard damage.isEmpty else { return }
      let span = list.wrapper?.span ?? document.root?.span ?? document.span
      return bag.report(Diagnostic(CORSProblem.ruleCount, "the document has no rules", at: span))
    }
    guard let maximum = schema.maximumRules, list.nodes.count > maximum else { return }
    let extra = list.nodes[maximum]
    var diagnostic = Diagnostic(
      CORSProblem.ruleCount,
      "the document must have at most \(maximum) rules, not \(list.nodes.count)",
      at: extra.name ?? place(extra.value))
    diagnostic.related = [.init("first rule", first.name ?? place(first.value))]
    diagnostic.help = "combine the origins and methods of several rules in one"
    bag.report(diagnostic)
  }

  private mutating func rule(
    _ node: ConfigNode, _ entries: [Entry], _ name: SourceSpan?
  ) -> CORSRule {
    var found: [CORSField: [Entry]] = [:]
    for entry in entries {
      if let field = schema.field(entry.key.value) {
        found[field, default: []].append(entry)
      } else if let field = schema.misnamedField(entry.key.value) {
        misnamed.append(
          CORSMisnamedField(entry: entry, name: schema.name(field), rule: rules.count))
        found[field, default: []].append(entry)
      } else if form != .command, !schema.labels.contains(entry.key.value) {
        bag.report(unknown(entry.key))
      }
    }
    if schema.kind == .gcsCORS {
      let both = (found[.headers] ?? []) + (found[.exposed] ?? [])
      (found[.headers], found[.exposed]) = (both, both)
    }
    let place = name ?? place(node)
    if damage.isEmpty { reportMissing(found, at: place) }
    check(labels: entries)
    if form == .xml { reportRepeated(found[.maxAge] ?? []) }
    return CORSRule(
      place: place, span: node.span, entries: entries,
      origins: list(.origins, found), methods: methods(found),
      headers: list(.headers, found), exposed: list(.exposed, found),
      maxAge: age(found[.maxAge]?.last))
  }

  /// The first byte of a JSON node; otherwise its first key, or an empty span at its start.
  private func place(_ node: ConfigNode) -> SourceSpan {
    if form == .json { return node.span.sub(0..<min(1, node.span.range.count)) }
    return node.entries?.first?.key.span ?? node.span.sub(0..<0)
  }
}
