import ConfigSyntax
import Diagnostics
import Settings

/// Checks a resource of apps.wandb.com/v2 as the API server does, by its CustomResourceDefinition.
///
/// The API server drops null and sets defaults before it validates. What the operator's webhook sets
/// before that is not missing either.
struct ResourceSchemaCheck {
  /// Whether what the resource lacks is missing.
  let isWhole: Bool

  func check(
    _ node: ConfigNode, _ field: ResourceField, _ path: String, _ reader: inout SurfaceReader
  ) {
    switch node.kind {
    case .damaged, .unknown: return
    case .scalar(let scalar) where scalar.isNull: return
    case .scalar, .sequence, .mapping: break
    }
    if let finding = typeFinding(node, field, path) { return reader.findings.report(finding) }
    switch node.kind {
    case .mapping(let entries): check(entries, of: node, field, path, &reader)
    case .sequence(let elements):
      guard let element = field.element else { return }
      for (number, child) in elements.enumerated() {
        check(child, element, "\(path)[\(number)]", &reader)
      }
    case .scalar: checkWord(node, field, path, &reader)
    case .damaged, .unknown: return
    }
  }

  private func typeFinding(
    _ node: ConfigNode, _ field: ResourceField, _ path: String
  ) -> Diagnostic? {
    let isFitting: Bool
    let expected: ExpectedValue
    switch field.kind {
    case .any: return nil
    case .quantity: return Quantity.fault(of: node, path)
    case .object, .map: (isFitting, expected) = (node.entries != nil, .mapping)
    case .list: (isFitting, expected) = (node.noun == "a list", .list)
    case .string: (isFitting, expected) = (node.stringValue != nil, .text)
    case .boolean: (isFitting, expected) = (node.typeNoun == "a Boolean", .boolean)
    case .integer:
      if case .integer? = node.scalar?.meaning { return nil }
      (isFitting, expected) = (false, .wholeNumber)
    case .scalar:
      (isFitting, expected) = (
        node.stringValue != nil || node.typeNoun == "a number", .numberOrText
      )
    }
    return isFitting ? nil : .wrongFieldType(path, node, expected)
  }

  private func check(
    _ entries: [Entry], of node: ConfigNode, _ field: ResourceField, _ path: String,
    _ reader: inout SurfaceReader
  ) {
    guard field.kind != .any else { return }
    for entry in entries {
      guard let child = field.child(entry.key.value) else {
        // Near damaged text, a name may be part of a value.
        guard !reader.layer.isDamaged else { continue }
        reader.findings.report(
          .unknownResourceField(entry, path, field.children.map(\.name)))
        continue
      }
      // `managedMysql` without the name of an instance around it has a finding of its own.
      if field.kind == .map, child.child(entry.key.value)?.name == entry.key.value { continue }
      if child.name == entry.key.value {
        if child.isPruned, !field.isPruned {
          reader.findings.report(.prunedField(entry, path))
        } else if child.isNew, !field.isNew {
          reader.findings.report(.newField(entry, path))
        }
      }
      check(entry.value, child, entry.path(below: path), &reader)
    }
    guard isWhole, !reader.layer.isDamaged else { return }
    for child in field.children where child.isRequired && node[child.name]?.isNull != false {
      let full = "\(path).\(child.name)"
      guard !Self.setByWebhook.contains(full), !Self.checkedByWebhook.contains(full) else {
        continue
      }
      reader.findings.report(.missingField(full, node))
    }
  }

  private func checkWord(
    _ node: ConfigNode, _ field: ResourceField, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard let text = node.scalar?.text, !Placeholder.matches(text) else { return }
    if let words = field.alternatives, !words.contains(text) {
      reader.findings.report(.unknownWord(path, node, words.filter { !$0.isEmpty }))
    }
    if let least = field.minimum, let number = Int(text), number < least {
      reader.findings.report(.belowMinimum(path, node, least))
    }
  }

  /// Required, but the operator's mutating webhook supplies them.
  private static let setByWebhook = [
    "spec.retentionPolicy", "spec.wandb.features", "spec.wandb.bucketProxy",
  ]

  /// Required; `ResourceAdmission` says why.
  private static let checkedByWebhook = ["spec.wandb.hostname", "spec.wandb.version"]
}

extension Diagnostic {
  /// A field that the CustomResourceDefinition does not have.
  static func unknownResourceField(
    _ entry: Entry, _ section: String, _ known: [String]
  ) -> Diagnostic {
    let suggestion = NameSuggestion.nearest(to: entry.key.value, among: known)
    var diagnostic = Diagnostic(
      suggestion == nil ? KubernetesProblem.unknownField : ResourceProblem.mistakenField,
      "`\(entry.path(below: section))` is not a field of apps.wandb.com/v2", at: entry.key.span)
    if let suggestion {
      diagnostic.help = .didYouMean(suggestion)
      diagnostic.fixes = [.rename(entry.key, to: suggestion)]
    } else {
      diagnostic.help = "remove it; Kubernetes drops fields that it does not know"
    }
    return diagnostic
  }

  fileprivate static func prunedField(_ entry: Entry, _ section: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ResourceProblem.ineffectiveField,
      """
      `\(entry.path(below: section))` is missing in the CustomResourceDefinition that the operator's \
      chart installs, so Kubernetes drops it
      """, at: entry.key.span)
    diagnostic.help = "install the CustomResourceDefinition of the repository, or remove the field"
    return diagnostic
  }

  fileprivate static func newField(_ entry: Entry, _ section: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ResourceProblem.newField,
      "no release of the operator up to 2.0.0-beta.3 has `\(entry.path(below: section))`",
      at: entry.key.span)
    diagnostic.help = "install a newer operator and its CustomResourceDefinition"
    return diagnostic
  }

  fileprivate static func missingField(_ path: String, _ node: ConfigNode) -> Diagnostic {
    var diagnostic = Diagnostic(
      ResourceProblem.refusedBySchema, "`\(path)` is required", at: node.span.sub(0..<0))
    diagnostic.help = "add it; Kubernetes rejects the resource without it"
    diagnostic.addUses(node.via)
    return diagnostic
  }

  fileprivate static func unknownWord(
    _ path: String, _ node: ConfigNode, _ words: [String]
  ) -> Diagnostic {
    let text = node.scalar?.text ?? ""
    var diagnostic = Diagnostic(
      ResourceProblem.refusedBySchema,
      "`\(path)` must be \(words.alternatives), not `\(value: text)`", at: node.span)
    if let near = NameSuggestion.nearest(to: text, among: words) {
      diagnostic.help = .didYouMean(near)
      diagnostic.fixes = node.located.map { [.write(near, for: $0)] } ?? []
    }
    diagnostic.addUses(node.via)
    return diagnostic
  }

  fileprivate static func belowMinimum(
    _ path: String, _ node: ConfigNode, _ least: Int
  ) -> Diagnostic {
    Diagnostic(
      ResourceProblem.refusedBySchema, "`\(path)` must be at least \(least)", at: node.span)
  }
}
