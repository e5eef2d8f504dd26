import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Secrets
import Settings

/// The differences in meaning between two configurations.
///
/// A key that one side writes with the chart's default, and the other does not write at all, does
/// not differ if that other side is values of the chart: Helm uses the default of its release. A
/// null, an empty text and a default that is a template differ, and an env file has no defaults of
/// the chart.
package struct Comparison: Sendable {
  /// One setting, key or variable that differs between the sides.
  package struct Difference: Sendable {
    /// The canonical name, or the key, variable or input as it is written.
    package let name: String
    /// As shown: a secret is masked, nil means absent.
    package let left: String?
    /// The same for the other side.
    package let right: String?
  }

  /// In the order of the field table, then of what no field claims.
  package private(set) var differences: [Difference] = []

  /// Compares two compilations, each of which has a single installation.
  package init(_ left: Compilation, _ right: Compilation) {
    compareFields(left, right)
    differences +=
      DocumentComparison(left.cloudDocuments, right.cloudDocuments).differences
    let (first, second) = (left.sole.resolved.configuration, right.sole.resolved.configuration)
    let (ours, theirs) = (ComparedLeaves(left), ComparedLeaves(right))
    compare(ours.variables, theirs.variables)
    compare(ours.parameters, theirs.parameters)
    compareInputs(left, right)
    compare(ours.unknownSections, theirs.unknownSections)
    compareResourcesV2(left, right)
    // An env file has no chart keys.
    guard left.hasValues, right.hasValues else { return }
    compare(
      ours.leaves(of: first.unmodelled.helm, except: second, right.sole.resolved.chartVersion),
      theirs.leaves(of: second.unmodelled.helm, except: first, left.sole.resolved.chartVersion))
    compare(
      ours.leaves(of: first.unmodelled.operatorChart),
      theirs.leaves(of: second.unmodelled.operatorChart))
    if first.unmodelled.operatorResource != nil, second.unmodelled.operatorResource != nil {
      compare(
        ours.leaves(of: first.unmodelled.operatorResource),
        theirs.leaves(of: second.unmodelled.operatorResource))
    }
  }

  /// Compares the rest of two resources of apps.wandb.com/v2, which contain no values for the chart.
  private mutating func compareResourcesV2(_ left: Compilation, _ right: Compilation) {
    let (first, second) = (left.sole.resolved.configuration, right.sole.resolved.configuration)
    guard first.unmodelled.fieldsV2 != nil, second.unmodelled.fieldsV2 != nil else { return }
    let ours = ComparedLeaves(left).fieldsV2(of: first)
    let theirs = ComparedLeaves(right).fieldsV2(of: second)
    let names = Set(ours.map(\.name)).intersection(theirs.map(\.name))
    func differs(_ leaf: ComparedLeaf) -> Bool {
      names.contains(leaf.name) || !leaf.isSuppliedByWebhook
    }
    compare(ours.filter(differs), theirs.filter(differs))
  }

  private mutating func compareFields(_ left: Compilation, _ right: Compilation) {
    let sides = [left, right]
    let leaves = sides.map { ComparedLeaves($0) }
    for field in Self.fields(left.sole.resolved.configuration, right.sole.resolved.configuration) {
      let raw = sides.map { field.read($0.sole.resolved.configuration) }
      let values = sides.indices.map { Self.value(raw[$0]) ?? Self.invalid(field, sides[$0]) }
      guard Self.meaning(values[0], of: field) != Self.meaning(values[1], of: field) else {
        continue
      }
      // A value that is always implied by the chart means the same written or not.
      if let implied = field.implied[.helm], values.contains(nil), values.contains(implied) {
        continue
      }
      if sides.indices.contains(where: { side in
        values[side] == nil
          && Self.isDefault(values[1 - side], of: field, in: sides[side].sole.resolved)
      }) {
        continue
      }
      let shown = sides.indices.map { side in
        values[side].map { text in
          Self.isHidden(field, raw[side], on: leaves[side])
            ? Secret.mask : Self.shown(raw[side], text, leaves[side])
        }
      }
      differences.append(Difference(name: field.name, left: shown[0], right: shown[1]))
    }
  }

  /// Whether the value is secret, or written where frames are masked: a URL that lost its `@`.
  ///
  /// A flag, or one of a few words, reveals nothing when it comes from a Secret.
  private static func isHidden(
    _ field: Field<Configuration>, _ raw: RawValue?, on side: ComparedLeaves
  ) -> Bool {
    switch raw {
    case .reference?: return false
    // Its secrets are redacted one by one.
    case .tree? where !field.isSecret: return false
    default: break
    }
    guard !field.isSecret else { return true }
    guard let last = field.history(side.resolved.configuration).last else { return false }
    let assignment = side.resolved[last]
    if case .text(let text)? = raw, field.type.isClosed, field.type.canonical(text) != nil {
      return side.secrets.isSensitive(assignment.span, via: assignment.via)
    }
    return side.secrets.hides(assignment.span, via: assignment.via)
      || side.secrets.hidden.overlaps(assignment.span) && !side.resolved.isUserName(assignment.span)
  }

  /// The text that is written for a setting and is not a valid value.
  private static func invalid(_ field: Field<Configuration>, _ side: Compilation) -> String? {
    let configuration = side.sole.resolved.configuration
    guard field.isInvalid(configuration), let last = field.history(configuration).last else {
      return nil
    }
    let text = side.sources.text(side.sole.resolved[last].span)
    let isQuoted = text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
    return isQuoted ? String(text.dropFirst().dropLast()) : text
  }

  private static func shown(
    _ raw: RawValue?, _ text: String, _ side: ComparedLeaves
  ) -> String {
    guard case .tree(let node)? = raw else { return SecretText.masked(text) }
    return side.shown(node)
  }

  /// The fields of both sides, without duplicates.
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

  private mutating func compare(_ left: [ComparedLeaf], _ right: [ComparedLeaf]) {
    let second = Dictionary(right.map { ($0.name, $0) }) { $1 }
    let first = Dictionary(left.map { ($0.name, $0) }) { $1 }
    for leaf in left where second[leaf.name]?.value != leaf.value {
      differences.append(
        Difference(name: leaf.name, left: leaf.shown, right: second[leaf.name]?.shown))
    }
    for leaf in right where first[leaf.name] == nil {
      differences.append(Difference(name: leaf.name, left: nil, right: leaf.shown))
    }
  }

  /// Inputs that only Terraform modules have are compared only between Terraform configurations.
  private mutating func compareInputs(_ left: Compilation, _ right: Compilation) {
    guard let first = ComparedInputs(left), let second = ComparedInputs(right) else { return }
    var seen: Set<String> = []
    for input in first.all + second.all where seen.insert(input.name).inserted {
      let written = [first.input(named: input.name), second.input(named: input.name)]
      let meant = [
        written[0]?.value ?? first.default(input), written[1]?.value ?? second.default(input),
      ]
      guard meant[0] != meant[1] else { continue }
      let shown = written.map { $0?.shown }
      differences.append(Difference(name: input.name, left: shown[0], right: shown[1]))
    }
  }

  /// One line per difference: `~` changed, `-` only left, `+` only right.
  package var text: String {
    differences.map { difference in
      let name = SecretText.masked(difference.name).printable
      return switch (difference.left?.printable, difference.right?.printable) {
      case (let left?, let right?): "~ \(name): \(left) -> \(right)\n"
      case (let left?, nil): "- \(name): \(left)\n"
      case (nil, let right?): "+ \(name): \(right)\n"
      case (nil, nil): ""
      }
    }.joined()
  }
}

extension ComparedLeaves {
  /// What one side has besides its settings.
  init(_ side: Compilation) { self.init(resolved: side.sole.resolved, secrets: side.secrets) }
}
