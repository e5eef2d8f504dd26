import ConfigSyntax
import Diagnostics

/// What single values of a policy are read as.
extension PolicyReader {
  /// The members whose names are known, or nearly: a mistyped one counts as the one that is meant.
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

  @discardableResult
  mutating func unknown(
    _ name: Located, _ noun: String, among known: [String]
  ) -> String? {
    let base = PolicyCondition.base(of: name.value)
    let nearest =
      known.first { $0.lowercased() == base.lowercased() }
      ?? NameSuggestion.nearest(to: base, among: known)
    var fault = PolicyFault(
      kind: .unknownName, message: "`\(name.value.prefix(60))` is no \(noun)", span: name.span)
    fault.suggestion = base == name.value ? nearest : nil
    fault.help = nearest.map { "did you mean `\($0)`?" } ?? "known are \(known.prefix(9).quoted)"
    faults.append(fault)
    return nearest
  }

  /// A single text.
  mutating func text(_ node: ConfigNode, _ name: String) -> Located? {
    if case .string(let text)? = node.scalar?.meaning { return Located(text, node.span) }
    refuse(node, "`\(name)`", expected: "text")
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
    if nodes.isEmpty { miss("`\(name)` is an empty list", node.span, "name at least one") }
    let values = nodes.compactMap { text($0, name) }
    return (values, .list, !nodes.isEmpty && values.count == nodes.count)
  }

  /// What a condition compares with: texts, numbers and Booleans, one or several.
  mutating func operands(_ node: ConfigNode, _ name: String) -> [Located] {
    node.oneOrMany.compactMap { node in
      if let scalar = node.scalar, !scalar.isNull { return Located(scalar.text, node.span) }
      refuse(
        node, "`\(name.prefix(60))`", expected: "text, a number or a Boolean, or a list of them")
      return nil
    }
  }

  /// Reports a value of another shape; damage is reported already, and the rest is made later.
  mutating func refuse(_ node: ConfigNode, _ subject: String, expected: String) {
    switch node.kind {
    case .damaged, .unknown: return
    case .scalar, .sequence, .mapping: break
    }
    var fault = PolicyFault(
      kind: .wrongShape, message: "\(subject) is \(node.noun), not \(expected)", span: node.span)
    if expected == "text", let scalar = node.scalar, !scalar.isNull {
      fault = PolicyFault(
        kind: .wrongShape, message: "\(subject) is a number or a Boolean, not text", span: node.span
      )
      fault.help = "put it into quotes"
    }
    faults.append(fault)
  }

  mutating func miss(_ message: String, _ span: SourceSpan, _ help: String) {
    var fault = PolicyFault(kind: .missingElement, message: message, span: span)
    fault.help = help
    faults.append(fault)
  }
}

extension Sequence<String> {
  fileprivate var quoted: String { map { "`\($0)`" }.joined(separator: ", ") }
}
