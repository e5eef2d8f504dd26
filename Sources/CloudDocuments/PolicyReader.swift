import ConfigSyntax
import Diagnostics

/// Reads the parts of a policy, and collects faults in their shape.
struct PolicyReader {
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
      let kinds = ["AWS", "Service", "Federated", "CanonicalUser"]
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
