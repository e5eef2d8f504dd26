import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Settings

/// What differs between two configurations, by meaning.
package struct Comparison: Sendable {
  /// One setting, key or variable that is not the same on both sides.
  package struct Difference: Sendable {
    package let name: String
    /// As shown: a secret is a mask, absent is nil.
    package let left: String?
    package let right: String?
  }

  package private(set) var differences: [Difference] = []

  package init(_ left: Compilation, _ right: Compilation) {
    compareFields(left, right)
    differences +=
      DocumentComparison(left.cloudDocuments, right.cloudDocuments).differences
    let (first, second) = (left.resolved.configuration, right.resolved.configuration)
    compare(Self.variables(first), Self.variables(second))
    compare(Self.parameters(first), Self.parameters(second))
    compareInputs(left, right)
    // Keys of the chart mean nothing to an env file.
    guard left.hasValues, right.hasValues else { return }
    compare(Self.leaves(first.unmodelled.helm), Self.leaves(second.unmodelled.helm))
    compare(
      Self.leaves(first.unmodelled.operatorChart), Self.leaves(second.unmodelled.operatorChart))
    if first.unmodelled.operatorResource != nil, second.unmodelled.operatorResource != nil {
      compare(
        Self.leaves(first.unmodelled.operatorResource),
        Self.leaves(second.unmodelled.operatorResource))
    }
  }

  private mutating func compareFields(_ left: Compilation, _ right: Compilation) {
    let sides = [left, right]
    let masks = sides.map(\.masks)
    for field in Self.fields(left.resolved.configuration, right.resolved.configuration) {
      let raw = sides.map { field.read($0.resolved.configuration) }
      let values = raw.map(Self.value)
      guard Self.meaning(values[0], of: field) != Self.meaning(values[1], of: field) else {
        continue
      }
      // What the chart always means is the same whether it is written or not.
      if let implied = field.implied[.helm], values.contains(nil), values.contains(implied) {
        continue
      }
      let shown = sides.indices.map { side in
        values[side].map { text in
          Self.isHidden(field, raw[side], sides[side], masks[side])
            ? Secret.mask : Self.shown(raw[side], text, field)
        }
      }
      differences.append(Difference(name: field.name, left: shown[0], right: shown[1]))
    }
  }

  /// Whether the value is a secret, or stands where frames show none: a URL that lost its `@`.
  private static func isHidden(
    _ field: Field<Configuration>, _ raw: RawValue?, _ side: Compilation, _ masks: [SourceSpan]
  ) -> Bool {
    if case .reference? = raw { return false }
    guard !field.isSecret else { return true }
    guard let last = field.history(side.resolved.configuration).last else { return false }
    let span = side.resolved[last].span
    return masks.contains { $0.overlaps(span) || $0.contains(span) }
  }

  private static func shown(
    _ raw: RawValue?, _ text: String, _ field: Field<Configuration>
  ) -> String {
    guard case .tree(let node)? = raw else { return SecretText.masked(text) }
    return shown(DocumentValue(node), field.name)
  }

  /// The fields of both sides, each once.
  private static func fields(
    _ left: Configuration, _ right: Configuration
  ) -> [Field<Configuration>] {
    var seen: Set<String> = []
    return (FieldCatalog.fields(of: left) + FieldCatalog.fields(of: right))
      .filter { seen.insert($0.name).inserted }
  }

  private static func value(_ raw: RawValue?) -> String? {
    switch raw {
    case .text(let text), .placeholder(let text): text
    case .tree(let node): node.dataText
    case .reference(let reference): reference.text
    case .unknown(let unknown): unknown.prefix + "…"
    case .nothing, nil: nil
    }
  }

  typealias Leaves = [(name: String, value: DocumentValue)]

  private mutating func compare(_ left: Leaves, _ right: Leaves) {
    let second = Dictionary(right.map { ($0.name, $0.value) }) { $1 }
    let first = Dictionary(left.map { ($0.name, $0.value) }) { $1 }
    for (name, value) in left where second[name] != value {
      differences.append(
        Difference(
          name: name, left: Self.shown(value, name),
          right: second[name].map { Self.shown($0, name) }))
    }
    for (name, value) in right where first[name] == nil {
      differences.append(Difference(name: name, left: nil, right: Self.shown(value, name)))
    }
  }

  static func shown(_ value: DocumentValue, _ name: String) -> String {
    if name.split(separator: ".").contains(where: { SecretNames.resemblesSecret(String($0)) }) {
      return Secret.mask
    }
    return JSONDocument.render(Redaction.redact(value), .compact)
  }

  private static func variables(_ configuration: Configuration) -> Leaves {
    configuration.unmodelled.environment.map { ("env.\($0.name)", DocumentValue($0.value)) }
  }

  private static func parameters(_ configuration: Configuration) -> Leaves {
    configuration.unmodelled.parameters.map { ("\($0.section)?\($0.key)", .string($0.value)) }
  }

  private static func leaves(_ node: ConfigNode?) -> Leaves {
    var leaves: Leaves = []
    if let node { collect(DocumentValue(node), "", &leaves) }
    // A section without keys says nothing.
    return leaves.filter { $0.value.members?.isEmpty != true }
  }

  static func collect(_ value: DocumentValue, _ path: String, _ leaves: inout Leaves) {
    guard let members = value.members, !members.isEmpty else {
      return leaves.append((path, value))
    }
    for entry in members.entries {
      collect(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)", &leaves)
    }
  }

  /// What only Terraform modules have means nothing to other surfaces.
  private mutating func compareInputs(_ left: Compilation, _ right: Compilation) {
    guard let first = ComparedInputs(left), let second = ComparedInputs(right) else { return }
    var seen: Set<String> = []
    for input in first.all + second.all where seen.insert(input.name).inserted {
      let given = [first.given(input.name), second.given(input.name)]
      let meant = [
        given[0]?.value ?? first.standard(input), given[1]?.value ?? second.standard(input),
      ]
      guard meant[0] != meant[1] else { continue }
      let shown = given.map { side in
        side.map { $0.isSecret ? Secret.mask : Self.shown($0.value, input.name) }
      }
      differences.append(Difference(name: input.name, left: shown[0], right: shown[1]))
    }
  }

  /// A line a difference: `~` changed, `-` only left, `+` only right.
  package var text: String {
    differences.map { difference in
      switch (difference.left, difference.right) {
      case (let left?, let right?): "~ \(difference.name): \(left) -> \(right)\n"
      case (let left?, nil): "- \(difference.name): \(left)\n"
      case (nil, let right?): "+ \(difference.name): \(right)\n"
      case (nil, nil): ""
      }
    }.joined()
  }
}
