import CloudFacts
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
    if let key = list.misnamed { bag.report(misnamed(key)) }
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
            at: list.wrapper?.span ?? headSpan(node)))
      }
      return bag.report(misplaced(node, list))
    }
    guard let first = list.nodes.first else {
      guard damage.isEmpty else { return }
      let span = list.wrapper?.span ?? document.root?.span ?? document.span
      return bag.report(Diagnostic(CORSProblem.ruleCount, "the document has no rules", at: span))
    }
    guard let maximum = schema.format.maximumRules, list.nodes.count > maximum else { return }
    let extra = list.nodes[maximum]
    var diagnostic = Diagnostic(
      CORSProblem.ruleCount,
      "the document must have at most \(maximum) rules, not \(list.nodes.count)",
      at: extra.name ?? headSpan(extra.value))
    diagnostic.related = [.init("first rule", first.name ?? headSpan(first.value))]
    diagnostic.help = "combine the origins and methods of several rules in one"
    bag.report(diagnostic)
  }

  /// What is found in place of the list, which may be a rule that is not in one.
  private func misplaced(_ node: ConfigNode, _ list: CORSRuleList) -> Diagnostic {
    let subject = list.wrapper.map { "`\($0.value)`" } ?? "the document"
    var diagnostic = Diagnostic.wrongType(subject, node, expected: "a list of rules")
    guard node.entries?.isEmpty == false else { return diagnostic }
    let isJSON = form == .json
    diagnostic.help = isJSON ? "wrap the rule in a list: `[{…}]`" : "begin the rule with `- `"
    let isRule = node.entries?.contains { schema.format.field($0.key.value) != nil } == true
    if isJSON, isRule {
      diagnostic.fixes = [FixIt("wrap it in a list", Edit.wrap(node.span, "[", "]"))]
    }
    return diagnostic
  }

  private mutating func rule(
    _ node: ConfigNode, _ entries: [Entry], _ name: SourceSpan?
  ) -> CORSRule {
    var found: [CORSField: [Entry]] = [:]
    for entry in entries {
      if let field = schema.format.field(entry.key.value) {
        found[field, default: []].append(entry)
      } else if let field = schema.format.misnamedField(entry.key.value) {
        misnamed.append(
          CORSMisnamedField(entry: entry, name: schema.format.name(field), rule: rules.count))
        found[field, default: []].append(entry)
      } else if form != .command, !schema.format.labels.contains(entry.key.value) {
        bag.report(unknown(entry.key))
      }
    }
    if schema.kind == .gcsCORS {
      let both = (found[.headers] ?? []) + (found[.exposed] ?? [])
      (found[.headers], found[.exposed]) = (both, both)
    }
    let headSpan = name ?? headSpan(node)
    if damage.isEmpty { reportMissing(found, at: headSpan) }
    check(labels: entries)
    if form == .xml { reportRepeated(found[.maxAge] ?? []) }
    return CORSRule(
      headSpan: headSpan, span: node.span, entries: entries,
      origins: list(.origins, found), methods: methods(found),
      headers: list(.headers, found), exposed: list(.exposed, found),
      maxAge: age(found[.maxAge]?.last))
  }

  /// The first byte of a JSON node; otherwise its first key, or an empty span at its start.
  private func headSpan(_ node: ConfigNode) -> SourceSpan {
    if form == .json { return node.span.sub(0..<min(1, node.span.range.count)) }
    return node.entries?.first?.key.span ?? node.span.sub(0..<0)
  }
}

/// Reading the methods and the age of a rule.
extension CORSReader {
  mutating func methods(_ found: [CORSField: [Entry]]) -> CORSList {
    let list = list(.methods, found)
    for value in list.values
    where !value.isPlaceholder && !schema.format.methods.contains(value.text) {
      bag.report(unknownMethod(value))
    }
    return list
  }

  private func unknownMethod(_ value: CORSValue) -> Diagnostic {
    var diagnostic = Diagnostic(
      CORSProblem.unknownMethod, "`\(value: value.text)` is not a valid method in a CORS rule",
      at: value.span)
    let upper = value.text.uppercased()
    if schema.format.methods.contains(upper) {
      diagnostic.help = "write methods in upper case"
      if value.isExact {
        diagnostic.fixes = [FixIt("write `\(upper)`", [.replace(value.span, with: upper)])]
      }
    } else if upper == "OPTIONS" {
      diagnostic.help = "remove it; the cloud answers OPTIONS requests itself"
    } else {
      let nearest = NameSuggestion.nearest(to: upper, among: schema.format.methods)
      if let nearest, value.isExact {
        diagnostic.fixes = [FixIt(.write(nearest), [.replace(value.span, with: nearest)], .unsafe)]
      }
      diagnostic.help =
        nearest.map { "did you mean `\($0)`?" }
        ?? "valid methods are \(schema.format.methods.sorted().enumeration)"
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

/// Findings about the keys of a rule, and about keys next to the rules.
extension CORSReader {
  mutating func reportMissing(_ found: [CORSField: [Entry]], at span: SourceSpan) {
    for entry in found[.origins] ?? [] {
      guard case .sequence(let origins) = entry.value.kind, origins.isEmpty else { continue }
      var diagnostic = Diagnostic(
        CORSProblem.missingField, "`\(entry.key.value)` is empty", at: entry.key.span)
      diagnostic.help = "add \(Self.purpose(.origins))"
      bag.report(diagnostic)
    }
    for field in schema.format.required where found[field]?.isEmpty ?? true {
      var diagnostic = Diagnostic(
        CORSProblem.missingField, "the rule has no `\(schema.format.name(field))`", at: span)
      diagnostic.help = "add `\(schema.format.name(field))`: \(Self.purpose(field))"
      bag.report(diagnostic)
    }
  }

  /// Reports repeated ages in XML, which S3 rejects; other formats' readers report duplicate keys.
  mutating func reportRepeated(_ ages: [Entry]) {
    guard let first = ages.first else { return }
    for age in ages.dropFirst() {
      var diagnostic = Diagnostic(
        CORSProblem.wrongType, "the rule has `\(age.key.value)` twice", at: age.key.span)
      diagnostic.related = [.init("first set here", first.key.span)]
      diagnostic.help = "keep only one"
      bag.report(diagnostic)
    }
  }

  mutating func check(labels entries: [Entry]) {
    guard schema.kind == .s3CORS else { return }
    for entry in entries where entry.key.value == "ID" {
      let length = entry.value.scalar?.text.unicodeScalars.count ?? 0
      guard length > 255 else { continue }
      bag.report(
        Diagnostic(
          CORSProblem.wrongType, "`ID` must have at most 255 characters, not \(length)",
          at: entry.key.span))
    }
  }

  /// What a field contains, as the object of "add".
  private static func purpose(_ field: CORSField) -> String {
    switch field {
    case .origins: "the origins whose pages may send requests"
    case .methods: "GET, HEAD and PUT"
    case .headers: "the headers that a request may send"
    case .exposed: "the response headers that a page may read"
    case .maxAge: "how many seconds a browser may cache the response to a preflight request"
    }
  }

  /// The finding for a key that is next to the rules.
  func stranger(_ key: Located) -> Diagnostic {
    let isField =
      schema.format.labels.contains(key.value) || schema.format.field(key.value) != nil
      || schema.format.misnamedField(key.value) != nil
    var diagnostic = Diagnostic(
      CORSProblem.unknownField,
      isField
        ? "`\(key.value)` is next to the rules, not inside one"
        : "`\(key.value)` is not part of a CORS document", at: key.span)
    diagnostic.help =
      isField ? "move it into its rule" : "remove it: a document contains only its rules"
    return diagnostic
  }

  /// The finding for a list of rules under a key that S3 does not read.
  private func misnamed(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      CORSProblem.unknownField,
      "S3 expects the list of rules under `CORSRules`, not `\(key.value)`",
      at: key.span)
    diagnostic.help = "write `CORSRules`"
    return diagnostic
  }

  /// The finding for a key of a rule that no cloud uses.
  func unknown(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      CORSProblem.unknownField, "`\(key.value)` is not a field of a CORS rule", at: key.span)
    let known = CORSField.allCases.map(schema.format.name)
    if let nearest = NameSuggestion.nearest(to: key.value, among: known) {
      diagnostic.help = "did you mean `\(nearest)`?"
      // In XML, both tags have the name.
      if form != .xml { diagnostic.fixes = [.rename(key, to: nearest)] }
    } else {
      diagnostic.help = "valid fields are \(Set(known).sorted().enumeration)"
    }
    return diagnostic
  }
}
