import ConfigSyntax
import Diagnostics

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
