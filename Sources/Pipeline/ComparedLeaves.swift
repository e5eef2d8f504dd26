import ConfigSyntax
import Diagnostics
import Documents
import Emitters
import Secrets
import Settings
import Surfaces

/// A key, variable or parameter without a setting, on one side of a comparison.
struct ComparedLeaf {
  let name: String
  let value: DocumentValue
  /// As shown; a secret is masked.
  let shown: String

  /// Whether the value is a default of the chart; lists and maps are not compared, but for empty
  /// lists.
  func isEqual(to found: ChartDefault) -> Bool {
    switch (value, found.kind) {
    case (.string(let text), .text): text == found.value
    case (.bool(let flag), .boolean): flag.text == found.value
    case (.number(let digits), .number): digits == found.value
    case (.array(let elements), .list): elements.isEmpty && found.value == "[]"
    default: false
    }
  }

  /// Whether the operator's webhook writes the field where it is missing: `bucketProxy` depends on the
  /// object store.
  var isSuppliedByWebhook: Bool {
    name == "spec.wandb.bucketProxy"
      || name == ResourceField.onDelete && value == .string(ResourceField.defaultOnDelete)
  }
}

/// Everything without a setting on one side of a comparison.
struct ComparedLeaves {
  let resolved: ResolvedConfiguration
  let secrets: SecretClassification

  var variables: [ComparedLeaf] {
    resolved.configuration.unmodelled.environment.map { variable in
      let value = variable.meaning
      return leaf("env.\(variable.name)", value, .named(variable.name, value))
    }
  }

  /// The bucket's address, if it has slashes that the settings do not show; the server makes them part
  /// of the names of objects.
  private var address: [ComparedLeaf] {
    guard let url = resolved.connection(.bucket).last?.url else { return [] }
    let segments = url.address.split(separator: "/", omittingEmptySubsequences: false)
    // An empty host is AWS.
    guard segments.dropFirst(url.host.text.isEmpty ? 1 : 0).contains("") else { return [] }
    let isHidden = [url.host.span, url.path.span].contains { secrets.hides($0) }
    return [
      ComparedLeaf(
        name: "bucket.address", value: .string(url.address),
        shown: isHidden ? Secret.mask : url.address)
    ]
  }

  var parameters: [ComparedLeaf] {
    address
      + resolved.configuration.unmodelled.parameters.map { parameter in
        let (name, value) = ("\(parameter.section)?\(parameter.key)", parameter.value)
        let isHidden =
          secrets.hides(resolved[parameter.assignment].span)
          || SecretData.holdsSecrets(.string(value), .named(parameter.key))
        return ComparedLeaf(
          name: name, value: .string(value),
          shown: isHidden ? Secret.mask : JSONDocument.render(.string(value), .compact))
      }
  }

  /// Sections whose contents only Terraform can compute.
  var unknownSections: [ComparedLeaf] {
    resolved.configuration.unmodelled.unknownSections.map {
      ComparedLeaf(name: $0.name, value: .string("…"), shown: "…")
    }
  }

  func leaves(of node: ConfigNode?, below path: String = "") -> [ComparedLeaf] {
    var leaves: [ComparedLeaf] = []
    if let node { collect(node, path, .open, &leaves) }
    // A section without keys sets nothing.
    return leaves.filter { $0.value.members?.isEmpty != true }
  }

  /// The fields of a resource of apps.wandb.com/v2 without a setting.
  func fieldsV2(of configuration: Configuration) -> [ComparedLeaf] {
    leaves(of: configuration.unmodelled.fieldsV2, below: "spec")
  }

  /// The leaves without those that the other side gets from the chart, as it does not write them.
  func leaves(
    of node: ConfigNode?, except other: Configuration, _ release: ChartVersion
  ) -> [ComparedLeaf] {
    let written = other.unmodelled.helm.map { WrittenKeys($0) }
    return leaves(of: node).filter { leaf in
      let path = ChartPath(leaf.name)
      guard written?.hold(path.keys[...]) != true,
        let found = ChartReads.default(at: path, in: release)
      else { return true }
      return !leaf.isEqual(to: found)
    }
  }

  func collect(
    _ node: ConfigNode, _ path: String, _ secrecy: Secrecy, _ leaves: inout [ComparedLeaf]
  ) {
    guard let entries = node.entries, !entries.isEmpty else {
      return leaves.append(leaf(path, node, secrecy))
    }
    // A key may be a secret too: `password: {PASSWORD}` is a mapping.
    guard !entries.contains(where: { secrets.hides($0.key.span) }) else {
      return leaves.append(
        ComparedLeaf(name: path, value: Self.value(of: node), shown: Secret.mask))
    }
    for entry in entries {
      let name = entry.path(below: path)
      collect(entry.value, name, secrecy.entering(entry, of: node), &leaves)
    }
  }

  /// The data of a node; an unknown value becomes text that ends in `…`.
  static func value(of node: ConfigNode) -> DocumentValue {
    switch node.kind {
    case .scalar, .damaged: DocumentValue(node)
    case .unknown(let prefix): .string(prefix + "…")
    case .sequence(let elements): .array(elements.map(value))
    case .mapping(let entries):
      .object(.init(entries.map { ($0.key.value, value(of: $0.value)) }))
    }
  }

  /// The data as it is shown: a secret is masked, one inside of a list or a mapping redacted.
  func shown(_ node: ConfigNode, _ secrecy: Secrecy = .open) -> String {
    guard !secrets.hides(node, secrecy) || node.entries != nil || node.elements != nil else {
      return Secret.mask
    }
    let redacted = secrets.redacted(node, secrecy)
    // A mapping with a secret as its key is replaced as a whole.
    guard redacted.scalar == nil || node.scalar != nil else { return Secret.mask }
    return JSONDocument.render(Self.value(of: redacted), .compact)
  }

  private func leaf(_ name: String, _ node: ConfigNode, _ secrecy: Secrecy) -> ComparedLeaf {
    ComparedLeaf(name: name, value: Self.value(of: node), shown: shown(node, secrecy))
  }
}

/// The keys of values, in which many paths are looked up.
private struct WrittenKeys {
  /// Those of a section; nil for any other value.
  private var keys: [ExactText: WrittenKeys]?

  init(_ node: ConfigNode) {
    guard case .mapping(let entries) = node.kind else { return }
    let pairs = entries.map { (ExactText($0.key.value), WrittenKeys($0.value)) }
    keys = Dictionary(pairs) { first, _ in first }
  }

  /// Whether they have a path, or something other than a section in place of one above it.
  func hold(_ path: ArraySlice<String>) -> Bool {
    guard let keys, let key = path.first else { return true }
    return keys[ExactText(key)]?.hold(path.dropFirst()) ?? false
  }
}

extension Unmodelled.Variable {
  /// The value as the container gets it, whichever surface wrote it.
  fileprivate var meaning: ConfigNode {
    guard source.isHelm, let text = KubernetesText.plainText(value) else { return value }
    return ConfigNode(.scalar(Scalar(text, .environment)), value.span, via: value.via)
  }
}

extension ConfigNode {
  /// The elements of a list; nil for other nodes.
  fileprivate var elements: [ConfigNode]? {
    if case .sequence(let elements) = kind { elements } else { nil }
  }
}
