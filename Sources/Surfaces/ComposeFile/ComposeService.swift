package import ConfigSyntax
package import Diagnostics
import Settings

/// One service of a compose file, with the services that it extends.
struct ComposeService {
  let name: Located
  /// The service after those that it extends, so that later ones override earlier ones.
  private(set) var nodes: [ConfigNode]
  /// A file that is not known, with a service that it extends.
  private(set) var otherFile: SourceSpan?

  /// A service that it extends and that does not exist.
  private(set) var missing: Located?

  /// The service of a file; one of the same name in an earlier file, which the file includes, is
  /// merged into it.
  init(
    _ entry: Entry, in root: ConfigNode, after earlier: ComposeService?,
    _ services: inout ComposeServices
  ) {
    name = entry.key
    (nodes, otherFile) = (earlier?.nodes ?? [], earlier?.otherFile)
    missing = earlier?.missing
    nodes += chain(of: entry, in: root, &services)
  }

  /// The node after those that it extends.
  private mutating func chain(
    of entry: Entry, in root: ConfigNode, _ services: inout ComposeServices
  ) -> [ConfigNode] {
    // The last one extends nothing.
    var (chain, root) = ([entry.value], root)
    var seen: Set<SourceSpan> = [entry.key.span]
    while let parent = chain.last?["extends"] {
      if let file = parent["file"] {
        guard let other = services.files[file.span] else {
          otherFile = file.span
          break
        }
        // What is missing or damaged was reported.
        if other.isOfDamagedText { break }
        root = other
      }
      guard let name = (parent["service"] ?? parent).located else { break }
      guard let found = services.service(named: name.value, in: root) else {
        missing = name
        break
      }
      guard seen.insert(found.key.span).inserted, services.mayExtend() else { break }
      chain.append(found.value)
    }
    return chain.reversed()
  }

  /// The value of the last node with a key.
  private func value(_ key: String) -> ConfigNode? {
    nodes.reversed().lazy.compactMap { $0[key] }.first
  }

  /// The elements of a list in every node.
  private func elements(_ key: String) -> [ConfigNode] {
    nodes.flatMap { node -> [ConfigNode] in
      guard let list = node[key], !list.isNull else { return [] }
      return list.oneOrMany
    }
  }

  /// Whether the image is `wandb/local`, as far as it is known.
  func runsLocal(_ context: EnvContext) -> Bool {
    guard let image = value("image")?.scalar?.text else { return false }
    if ServerImage.isLocal(image) { return true }
    // The name is known even if the registry is a variable: `${REGISTRY}/wandb/local:${TAG}`.
    return ComposeText(image, context).known.map(ServerImage.isLocal) ?? image.hasServerName
  }

  /// Whether the service starts only on request.
  var hasProfiles: Bool { value("profiles").map { !$0.oneOrMany.isEmpty && !$0.isNull } ?? false }

  /// Whether it is probably the server, with another image than `wandb/local`.
  var isLikelyServer: Bool {
    let names = nodes.flatMap { node -> [String] in
      switch node["environment"]?.kind {
      case .mapping(let entries): entries.map(\.key.value)
      case .sequence(let elements):
        elements.compactMap { $0.scalar.map { String($0.text.prefix { $0 != "=" }) } }
      default: []
      }
    }
    return ServerImage.isLikely(
      names, labels: [name.value, value("image")?.scalar?.text, containerName])
  }

  private var containerName: String? { value("container_name")?.scalar?.text }

  // MARK: Files, ports and volumes

  func envFiles(_ context: EnvContext) -> [ComposeEnvFile] {
    elements("env_file").map { element in
      let path = element.scalar ?? element["path"]?.scalar
      let span = element.scalar == nil ? element["path"]?.span ?? element.span : element.span
      return ComposeEnvFile(
        path: path.flatMap { ComposeText($0.text, context).known }, span: span,
        presence: element["required"]?.scalar?.text == "false" ? .optional : .required,
        dialect: element["format"]?.scalar?.text == "raw" ? .docker : .compose)
    }
  }

  func setup(_ context: EnvContext) -> ContainerSetup {
    var setup = ContainerSetup(span: name.span)
    let image = value("image")?.scalar.flatMap { ComposeText($0.text, context).known }
    setup.image = image.flatMap { ServerImage.isLocal($0) ? $0 : nil }
    setup.isOpen = otherFile != nil || value("volumes_from") != nil
    if value("network_mode") == nil {
      setup.ports = elements("ports").compactMap { Self.port($0, context) }
    }
    setup.volumes = elements("volumes").compactMap { Self.volume($0, context) }
    let carried = ComposeOptions(nodes, context)
    setup.imageOption = carried.image
    (setup.options, setup.arguments) = (carried.options, carried.arguments)
    return setup
  }

  /// `[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]`, or a mapping with `target`.
  private static func port(_ node: ConfigNode, _ context: EnvContext) -> ContainerSetup.Target? {
    if let target = node["target"]?.scalar {
      return ContainerSetup.Target(ComposeText(target.text, context).known, node.span)
    }
    guard let scalar = node.scalar else { return nil }
    guard let text = ComposeText(scalar.text, context).known else {
      return ContainerSetup.Target(nil, node.span)
    }
    return ContainerSetup.portTarget(text).map { ContainerSetup.Target($0, node.span) }
  }

  private static func volume(_ node: ConfigNode, _ context: EnvContext) -> ContainerSetup.Target? {
    if node["type"]?.scalar?.text == "tmpfs" { return nil }
    if let target = node["target"]?.scalar {
      return ContainerSetup.Target(ComposeText(target.text, context).known, node.span)
    }
    guard let scalar = node.scalar else { return nil }
    return ContainerSetup.Target(
      ComposeText(scalar.text, context).known.flatMap(ContainerSetup.volumeTarget), node.span)
  }
}

/// An env file that a service names.
package struct ComposeEnvFile: Sendable {
  /// Whether Compose stops if the file does not exist.
  package enum Presence: Sendable { case required, optional }

  /// The path from the directory of the compose file; nil for one that depends on an unknown variable.
  package let path: String?
  package let span: SourceSpan
  package let presence: Presence
  /// `docker` for `format: raw`, whose values are literal.
  package let dialect: EnvDialect
}

extension String {
  /// Whether a name with variables in it ends in `wandb/local` before the tag.
  fileprivate var hasServerName: Bool { holds("/wandb/local:") || hasSuffix("/wandb/local") }
}

/// The services of a project by name, while one after the other looks for those that it extends.
struct ComposeServices {
  let files: ComposeFiles
  private var byRoot: [SourceSpan: [String: Entry]] = [:]
  /// How many more services may be extended: in a chain, each extends all before it.
  private var left = Limits()[.aliases]

  init(_ files: ComposeFiles) { self.files = files }

  /// Whether services extend one another more often than is followed.
  var isExhausted: Bool { left < 0 }

  mutating func service(named name: String, in root: ConfigNode) -> Entry? {
    if let known = byRoot[root.span] { return known[name] }
    let entries = root["services"]?.entries ?? []
    let services = Dictionary(entries.map { ($0.key.value, $0) }) { first, _ in first }
    byRoot[root.span] = services
    return services[name]
  }

  /// Counts one more; false if there are too many.
  mutating func mayExtend() -> Bool {
    left -= 1
    return left >= 0
  }
}
