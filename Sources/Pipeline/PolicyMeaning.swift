import ConfigSyntax
import Diagnostics
import Documents

/// A policy in normal form, without the order of its lists and the names of its statements.
///
/// A single value equals a list of one, principal `*` means every account, an account equals its
/// root, and actions are case-insensitive.
struct PolicyMeaning {
  /// A member of the policy or of a statement, in its shown and its compared form.
  private struct Part {
    let name: String
    let shown: String
    let meaning: String
  }

  /// A statement of a policy as it is compared.
  private struct Statement {
    /// Its `Sid`, if it has one.
    let name: String?
    /// Its effect and its actions.
    let label: String
    let parts: [Part]
    let meaning: String
  }

  private var members: [Part] = []
  private var statements: [Statement] = []

  init(_ root: ConfigNode?) {
    for entry in root?.entries ?? [] where entry.key.value != "Statement" {
      members.append(Self.part(entry))
    }
    statements = (root?["Statement"]?.oneOrMany ?? []).map { Self.statement($0) }
  }

  /// The differences, without statements that both sides have, whatever their names.
  static func differences(
    _ left: PolicyMeaning, _ right: PolicyMeaning
  ) -> [(name: String, left: String?, right: String?)] {
    let (leftOnly, rightOnly) = unmatched(left.statements, right.statements)
    let first = left.members + named(leftOnly, unlike: rightOnly)
    let second = right.members + named(rightOnly, unlike: leftOnly)
    let firsts = Dictionary(first.map { ($0.name, $0) }) { first, _ in first }
    let seconds = Dictionary(second.map { ($0.name, $0) }) { first, _ in first }
    return first.filter { $0.meaning != seconds[$0.name]?.meaning }
      .map { ($0.name, $0.shown, seconds[$0.name]?.shown) }
      + second.filter { firsts[$0.name] == nil }.map { ($0.name, nil, $0.shown) }
  }

  private static func unmatched(
    _ left: [Statement], _ right: [Statement]
  ) -> ([Statement], [Statement]) {
    (less(left, right), less(right, left))
  }

  /// The statements that `others` lacks, or has less often.
  private static func less(_ statements: [Statement], _ others: [Statement]) -> [Statement] {
    var counts = Dictionary(others.map { ($0.meaning, 1) }, uniquingKeysWith: +)
    return statements.filter { statement in
      guard let count = counts[statement.meaning], count > 0 else { return true }
      counts[statement.meaning] = count - 1
      return false
    }
  }

  /// The parts of statements, named so that they match the parts of the other side.
  private static func named(_ statements: [Statement], unlike others: [Statement]) -> [Part] {
    let names = Set(others.compactMap(\.name))
    let labels = Set(others.map(\.label))
    let keyed = statements.map { statement in
      let isTheirs = statement.name.map(names.contains) ?? false
      let isNamed = isTheirs || !labels.contains(statement.label)
      return (key: (isNamed ? statement.name : nil) ?? statement.label, statement: statement)
    }
    .sorted { ($0.key, $0.statement.meaning) < ($1.key, $1.statement.meaning) }
    var counts: [String: Int] = [:]
    return keyed.flatMap { key, statement in
      counts[key, default: 0] += 1
      let count = counts[key] ?? 1
      let name = count == 1 ? key : "\(key)#\(count)"
      return statement.parts.map {
        Part(name: "Statement[\(name)].\($0.name)", shown: $0.shown, meaning: $0.meaning)
      }
    }
  }

  // MARK: Reading

  private static func statement(_ node: ConfigNode) -> Statement {
    let parts = (node.entries ?? []).filter { $0.key.value != "Sid" }.map(part)
      .sorted { $0.name < $1.name }
    let labels = ["Effect", "Action", "NotAction"]
    let name = node["Sid"]?.scalar?.text
    return Statement(
      name: name?.isEmpty == false ? name : nil,
      label: labels.compactMap { label in parts.first { $0.name == label }?.shown }
        .joined(separator: " "),
      parts: parts, meaning: parts.map { "\($0.name)=\($0.meaning)" }.joined(separator: "\n"))
  }

  private static func part(_ entry: Entry) -> Part {
    let (name, value) = (entry.key.value, entry.value)
    let meaning: DocumentValue =
      switch name {
      case "Action", "NotAction": unordered(value) { $0.lowercased() }
      case "Principal", "NotPrincipal": principal(value)
      default: unordered(value)
      }
    let isSecret = Secrecy.named(name, value) != .open
    return Part(
      name: name, shown: isSecret ? Secret.mask : text(unordered(value)), meaning: text(meaning))
  }

  private static func principal(_ node: ConfigNode) -> DocumentValue {
    guard let entries = node.entries else {
      return node.scalar?.text == "*" ? .object(["AWS": .string("*")]) : unordered(node)
    }
    let members = entries.map { (key: $0.key.value, value: unordered($0.value, account)) }
    return .object(DocumentValue.Members(members.sorted { $0.key < $1.key }))
  }

  /// The account ID for the ARN of an account's root; other names unchanged.
  private static func account(_ name: String) -> String {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    let isRoot = parts.count == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[5] == "root"
    return isRoot ? String(parts[4]) : name
  }

  private static func text(_ value: DocumentValue) -> String {
    JSONDocument.render(value, .compact)
  }

  /// The data without order: lists sorted, a list of one as its element, scalars as text.
  private static func unordered(
    _ node: ConfigNode, _ change: (String) -> String = { $0 }
  ) -> DocumentValue {
    switch node.kind {
    case .scalar(let scalar): return .string(change(scalar.text))
    case .damaged, .unknown: return .null
    case .mapping(let entries):
      let members = entries.map { (key: $0.key.value, value: unordered($0.value, change)) }
      return .object(DocumentValue.Members(members.sorted { $0.key < $1.key }))
    case .sequence(let elements):
      var values: [String: DocumentValue] = [:]
      for element in elements {
        let value = unordered(element, change)
        values[text(value)] = value
      }
      let sorted = values.keys.sorted().compactMap { values[$0] }
      return sorted.count == 1 ? sorted[0] : .array(sorted)
    }
  }
}
