package import ConfigSyntax
import Diagnostics

/// A compose file around the service of the server, for a rendering that keeps the rest of it.
package struct ComposeProject: Sendable {
  /// The file as it is written.
  private let root: ConfigNode
  /// The name of the server's service.
  package let service: String
  /// What `${NAME}` in the file is replaced with.
  private let context: EnvContext

  /// The files that it includes, each of which may declare more.
  private let included: [ConfigNode]

  package init(
    _ root: ConfigNode, service: String, _ context: EnvContext, including files: [ConfigNode] = []
  ) {
    (self.root, self.service, self.context, included) = (root, service, context, files)
  }

  /// The file in the language of Compose, where `$$` is a dollar sign: a `${NAME}` that is left is
  /// not known here.
  package var written: ConfigNode { written(root, key: "") }

  /// The names of the services of other programs.
  package var others: [String] {
    var seen: Set = [service]
    return (included + [root]).flatMap { $0["services"]?.entries ?? [] }.map(\.key.value)
      .filter { seen.insert($0).inserted }
  }

  /// The name that Compose gives to a volume of the file; nil if it depends on the directory.
  package func volume(_ name: String) -> String? {
    let declaration = declaration(of: name, in: "volumes")
    if let own = declaration?["name"]?.scalar {
      return ComposeText(own.text, context).known
    }
    if declaration?["external"]?.scalar?.text == "true" { return name }
    let project = root["name"]?.scalar.flatMap { ComposeText($0.text, context).known }
    return project.map { "\($0)_\(name)" }
  }

  private func declaration(of name: String, in section: String) -> ConfigNode? {
    ([root] + included).lazy.compactMap { $0[section]?[name] }.first { !$0.isNull }
  }

  /// The name of a network that exists outside of the file; nil for another one.
  package func externalNetwork(_ name: String) -> String? {
    guard let declaration = declaration(of: name, in: "networks"),
      declaration["external"]?.scalar?.text == "true"
    else { return nil }
    guard let own = declaration["name"]?.scalar else { return name }
    return ComposeText(own.text, context).known
  }

  /// The file after an earlier one, as Compose merges the files of several `-f`.
  package func merged(after earlier: ComposeProject) -> ComposeProject {
    ComposeProject(
      Self.merged(earlier.root, root, key: ""), service: service, context,
      including: earlier.included + included)
  }

  // MARK: Text

  private func written(_ node: ConfigNode, key: String) -> ConfigNode {
    let kind: ConfigNode.Kind
    switch key == "environment" ? Self.mapping(node).kind : node.kind {
    case .mapping(let entries):
      kind = .mapping(
        entries.map { Entry(key: $0.key, value: written($0.value, key: $0.key.value)) })
    case .sequence(let elements): kind = .sequence(elements.map { written($0, key: "") })
    case .scalar(let scalar): kind = .scalar(written(scalar))
    case .damaged, .unknown: return node
    }
    return ConfigNode(kind, node.span, via: node.via)
  }

  /// The text with all known variables replaced; YAML 1.2, which Compose reads, has no Boolean `no`.
  private func written(_ scalar: Scalar) -> Scalar {
    if scalar.text.utf8.contains(UInt8(ascii: "$")) {
      guard let text = ComposeText(scalar.text, context).known else { return scalar }
      return Scalar(text.replacing("$", with: "$$"), .double)
    }
    guard case .boolean = scalar.meaning,
      !["true", "false"].contains(scalar.text.lowercased())
    else { return scalar }
    return Scalar(scalar.text, .double)
  }

  // MARK: Merging

  private static func merged(_ first: ConfigNode, _ second: ConfigNode, key: String) -> ConfigNode {
    if ["environment", "labels"].contains(key) {
      return mergedEntries(mapping(first), mapping(second))
    }
    switch (first.kind, second.kind) {
    case (.mapping, .mapping): return mergedEntries(first, second)
    case (.sequence(let old), .sequence(let new))
    where !["command", "entrypoint", "test"].contains(key):
      return ConfigNode(.sequence(old + new), second.span, via: second.via)
    default: return second
    }
  }

  private static func mergedEntries(_ first: ConfigNode, _ second: ConfigNode) -> ConfigNode {
    let (old, new) = (first.entries ?? [], second.entries ?? [])
    let kept = old.map { entry in
      guard let other = second[entry.key.value] else { return entry }
      return Entry(key: entry.key, value: merged(entry.value, other, key: entry.key.value))
    }
    let added = new.filter { first[$0.key.value] == nil }
    return ConfigNode(.mapping(kept + added), second.span, via: second.via)
  }

  /// A list of `NAME=VALUE` as a mapping, in which names say what is secret.
  private static func mapping(_ node: ConfigNode) -> ConfigNode {
    guard case .sequence(let elements) = node.kind,
      elements.allSatisfy({ $0.scalar != nil })
    else { return node }
    let entries = elements.compactMap { element in
      element.scalar.map { scalar -> Entry in
        let name = String(scalar.text.prefix { $0 != "=" })
        let hasValue = name.utf8.count < scalar.text.utf8.count
        let value = String(scalar.text.dropFirst(name.count + 1))
        return Entry(
          key: Located(name, element.span),
          value: ConfigNode(
            .scalar(hasValue ? Scalar(value, .double) : Scalar("", .plain, tag: .null)),
            element.span, via: element.via))
      }
    }
    return ConfigNode(.mapping(entries), node.span, via: node.via)
  }
}
