import ConfigSyntax
import Diagnostics

/// Reads the parts of a policy, and collects faults in their shape.
struct PolicyReader {
  /// Only a bucket policy can name users of CoreWeave, whose buckets have such policies too.
  let kind: DocumentKind
  var faults: [PolicyFault] = []

  static let elements = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
  ]

  mutating func statements(_ node: ConfigNode) -> [PolicyStatement] {
    switch node.kind {
    case .mapping: return [statement(node)].compactMap { $0 }
    case .sequence(let nodes):
      if nodes.isEmpty { miss("`Statement` is empty", node.span, "add at least one statement") }
      return nodes.compactMap { statement($0) }
    case .scalar, .damaged, .unknown:
      refuse(node, "`Statement`", expected: "a list of statements")
      return []
    }
  }

  private mutating func statement(_ node: ConfigNode) -> PolicyStatement? {
    guard let entries = node.entries else {
      refuse(node, "the statement", expected: "an object")
      return nil
    }
    var statement = PolicyStatement(node.span)
    for (name, entry) in elements(entries, Self.elements, "statement element") {
      statement.elements.insert(name)
      read(name, entry, into: &statement)
    }
    return statement
  }

  private mutating func read(_ name: String, _ entry: Entry, into statement: inout PolicyStatement)
  {
    switch name {
    case "Sid": statement.sid = text(entry.value, name)
    case "Effect": statement.effect = effect(entry.value)
    case "Principal", "NotPrincipal": statement.principal = principal(name, entry)
    case "Action", "NotAction": statement.actions = list(name, entry)
    case "Resource", "NotResource": statement.resources = list(name, entry)
    case "Condition": statement.conditions = conditions(entry.value)
    default: break
    }
  }

  private mutating func effect(_ node: ConfigNode) -> PolicyStatement.Effect? {
    guard let text = text(node, "Effect") else { return nil }
    if let effect = PolicyStatement.Effect(rawValue: text.value) { return effect }
    var fault = PolicyFault(
      kind: .wrongShape,
      message: "`Effect` must be `Allow` or `Deny`, not `\(value: text.value.prefix(60))`",
      span: text.span)
    fault.help = "write `Allow` or `Deny`; case matters"
    let meant = ["Allow", "Deny"].first { $0.lowercased() == text.value.lowercased() }
    fault.fix = meant.map { .write($0, for: text, .safe) }
    faults.append(fault)
    return nil
  }

  private mutating func list(_ name: String, _ entry: Entry) -> PolicyElement {
    let read = texts(entry.value, name)
    return PolicyElement(
      key: entry.key, sense: name.hasPrefix("Not") ? .allBut : .named, form: read.form,
      values: read.values, isWhole: read.isWhole)
  }

  private mutating func principal(_ name: String, _ entry: Entry) -> PolicyPrincipal {
    var names: [PolicyPrincipal.Name] = []
    switch entry.value.kind {
    case .mapping(let entries):
      let kinds =
        ["AWS", "Service", "Federated", "CanonicalUser"] + (kind == .bucketPolicy ? ["CW"] : [])
      for (kind, member) in elements(entries, kinds, "principal type") {
        names += texts(member.value, kind).values.map { Self.principal(kind, $0) }
      }
    case .scalar where entry.value.scalar?.text == "*":
      names = [.everybody(entry.value.span)]
    case .scalar, .sequence, .damaged, .unknown:
      refuse(
        entry.value, "`\(name)`", expected: "`*` or an object like `{\"AWS\": \"arn:…\"}`")
    }
    return PolicyPrincipal(
      key: entry.key, sense: name.hasPrefix("Not") ? .allBut : .named, names: names)
  }

  private static func principal(_ kind: String, _ name: Located) -> PolicyPrincipal.Name {
    switch kind {
    case "AWS": name.value == "*" ? .everybody(name.span) : .identity(name)
    case "Service": .service(name)
    default: .other(name)
    }
  }

  private mutating func conditions(_ node: ConfigNode) -> [PolicyCondition] {
    guard let comparisons = node.entries else {
      refuse(node, "`Condition`", expected: "an object of operators")
      return []
    }
    return comparisons.flatMap { comparison -> [PolicyCondition] in
      checkComparison(comparison.key)
      guard let keys = comparison.value.entries else {
        refuse(
          comparison.value, "`\(comparison.key.value.prefix(60))`",
          expected: "an object of condition keys")
        return []
      }
      return keys.map { key in
        PolicyCondition(
          comparison: comparison.key, key: key.key, values: operands(key.value, key.key.value))
      }
    }
  }

  private mutating func checkComparison(_ name: Located) {
    guard !PolicyCondition.isKnown(name.value) else { return }
    unknown(name, "condition operator", among: PolicyCondition.comparisons)
  }
}

/// Reading the single values of a policy.
extension PolicyReader {
  /// The members with known names; a mistyped name counts as the one that was probably meant.
  mutating func elements(
    _ entries: [Entry], _ known: [String], _ noun: String
  ) -> [(name: String, entry: Entry)] {
    let written = Set(entries.map(\.key.value))
    return entries.compactMap { entry in
      let name = entry.key.value
      if known.contains(name) { return (name, entry) }
      guard let meant = unknown(entry.key, noun, among: known), !written.contains(meant) else {
        return nil
      }
      return (meant, entry)
    }
  }

  /// Reports an unknown name; returns the known one that was probably meant.
  @discardableResult
  mutating func unknown(
    _ name: Located, _ noun: String, among known: [String]
  ) -> String? {
    let base = PolicyCondition.base(of: name.value)
    let nearest =
      known.first { $0.lowercased() == base.lowercased() }
      ?? NameSuggestion.nearest(to: base, among: known)
    var fault = PolicyFault(
      kind: .unknownName, message: "`\(name.value.prefix(60))` is not a known \(noun)",
      span: name.span)
    fault.suggestion = base == name.value ? nearest : nil
    let verb = known.count > 9 ? "include" : "are"
    fault.help =
      nearest.map { "did you mean `\($0)`?" }
      ?? "valid names \(verb) \(known.prefix(9).quoted)"
    faults.append(fault)
    return nearest
  }

  /// A single text.
  mutating func text(_ node: ConfigNode, _ name: String) -> Located? {
    if case .string(let text)? = node.scalar?.meaning { return Located(text, node.span) }
    refuse(node, "`\(name)`", expected: "a string")
    return nil
  }

  /// One text, or a list of them.
  mutating func texts(
    _ node: ConfigNode, _ name: String
  ) -> (values: [Located], form: PolicyElement.Form, isWhole: Bool) {
    guard case .sequence(let nodes) = node.kind else {
      let one = text(node, name)
      return (one.map { [$0] } ?? [], .single, one != nil)
    }
    if nodes.isEmpty { miss("`\(name)` is an empty list", node.span, "add at least one value") }
    let values = nodes.compactMap { text($0, name) }
    return (values, .list, !nodes.isEmpty && values.count == nodes.count)
  }

  /// The values that a condition compares with: one or several strings, numbers or Booleans.
  mutating func operands(_ node: ConfigNode, _ name: String) -> [Located] {
    node.oneOrMany.compactMap { node in
      if let scalar = node.scalar, !scalar.isNull { return Located(scalar.text, node.span) }
      refuse(
        node, "`\(name.prefix(60))`", expected: "a string, a number, a Boolean or a list of them")
      return nil
    }
  }

  /// Reports a value of the wrong type, but not damaged or unknown ones, as damage has its own
  /// finding.
  mutating func refuse(_ node: ConfigNode, _ subject: String, expected: String) {
    switch node.kind {
    case .damaged, .unknown: return
    case .scalar, .sequence, .mapping: break
    }
    var fault = PolicyFault(
      kind: .wrongShape, message: "\(subject) must be \(expected), not \(node.noun)",
      span: node.span)
    if expected == "a string", let scalar = node.scalar, !scalar.isNull {
      fault = PolicyFault(
        kind: .wrongShape, message: "\(subject) must be a string, not a number or a Boolean",
        span: node.span)
      fault.help = "put it in quotes"
    }
    faults.append(fault)
  }

  /// Reports something that is missing.
  mutating func miss(_ message: Message, _ span: SourceSpan, _ help: Message) {
    var fault = PolicyFault(kind: .missingElement, message: message, span: span)
    fault.help = help
    faults.append(fault)
  }
}

extension Sequence<String> {
  fileprivate var quoted: String { map { "`\($0)`" }.joined(separator: ", ") }
}
