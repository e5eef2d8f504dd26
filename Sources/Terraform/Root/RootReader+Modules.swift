import ConfigSyntax
import Diagnostics

/// Module calls, providers and the `terraform` block.
extension RootReader {
  private static let meta: Set = [
    "source", "version", "count", "for_each", "providers", "depends_on",
  ]

  mutating func readModuleCall(_ block: HCLBlock) {
    let (name, body) = (block.labels[0], block.body)
    guard isUsable(name), isFirst("module", name.value, at: name.span) else { return }
    let source = text(body["source"])
    let version = text(body["version"])
    if let version, let source, source.value.hasPrefix("./") || source.value.hasPrefix("../") {
      let _: Never? = refuse("a module in a local directory cannot have a `version`", version.span)
    }
    if body["count"] != nil, let loop = body["for_each"] {
      let _: Never? = refuse("`for_each` and `count` cannot be used together", loop.name.span)
    }
    let repetition: ModuleCall.Repetition =
      body["for_each"] != nil ? .forEach : body["count"] != nil ? .count : .none
    module.moduleCalls.append(
      ModuleCall(
        name: name, span: block.span, source: source, version: version,
        isPinned: body["version"] != nil,
        repetition: repetition,
        providers: providers(body["providers"]?.expression),
        dependencies: Self.names(body["depends_on"]?.expression),
        isDamaged: !body.damage.isEmpty))
    calls.append(
      PendingCall(
        arguments: body.attributes.filter { !Self.meta.contains($0.name.value) },
        loop: body["for_each"] ?? body["count"]))
  }

  private func providers(_ expression: HCLExpression?) -> [(inner: Located, outer: Located)] {
    guard case .object(let items)? = expression?.kind else { return [] }
    return items.compactMap { item in
      guard let outer = Located(naming: item.value) else { return nil }
      switch item.key {
      case .name(let name): return (Located(name, item.keySpan), outer)
      case .expression(let key): return Located(naming: key).map { ($0, outer) }
      }
    }
  }

  /// The references of a list such as `depends_on`.
  private static func names(_ expression: HCLExpression?) -> [Located] {
    guard case .tuple(let elements)? = expression?.kind else { return [] }
    return elements.compactMap { Located(naming: $0) }
  }

  mutating func readProvider(_ block: HCLBlock) {
    let name = block.labels[0]
    guard isUsable(name) else { return }
    let alias = text(block.body["alias"])
    if let alias, !isUsable(alias) { return }
    let provider = ProviderConfiguration(
      name: name, span: block.span, alias: alias, body: block.body)
    guard isFirst("provider", provider.address, at: (alias ?? name).span) else { return }
    module.providers.append(provider)
  }

  // MARK: Settings

  mutating func readSettings(_ block: HCLBlock) {
    if let version = text(block.body["required_version"]) {
      module.settings.requiredVersions.append(version)
    }
    for inner in block.body.blocks {
      switch inner.type.value {
      case "required_providers":
        guard isFirst("required_providers", "", at: inner.type.span) else { continue }
        for attribute in inner.body.attributes { readRequirement(attribute) }
      case "backend", "cloud":
        guard isFirst("backend", "", at: inner.type.span) else { continue }
        module.settings.backend = inner.labels.first ?? inner.type
        module.settings.backendBody = inner.body
      default: continue
      }
    }
  }

  /// `name = "version"` or `name = { source = …, version = … }`.
  private mutating func readRequirement(_ attribute: HCLAttribute) {
    var source: Located?
    var version: Located?
    var aliases: [Located] = []
    if case .object(let items) = attribute.expression.kind {
      for item in items {
        switch item.name {
        case "source": source = text(item.value, of: "source")
        case "version": version = text(item.value, of: "version")
        case "configuration_aliases": aliases = Self.names(item.value)
        default:
          bag.report(
            .unknown(
              Located(item.name ?? "…", item.keySpan), "an argument of a required provider",
              among: ["source", "version", "configuration_aliases"]))
        }
      }
    } else {
      version = text(attribute.expression, of: attribute.name.value)
    }
    module.settings.requiredProviders.append(
      ProviderRequirement(
        name: attribute.name, span: attribute.span, source: source, version: version,
        aliases: aliases))
  }
}

extension Located {
  /// `aws.east` as it is written.
  init?(naming expression: HCLExpression) {
    switch expression.kind {
    case .string(let text): self.init(text, expression.span)
    case .variable(let name): self.init(name, expression.span)
    default:
      guard let reference = HCLReferences(of: expression).references.first else { return nil }
      let names = [reference.root] + reference.names
      self.init(names.map(\.value).joined(separator: "."), reference.span)
    }
  }
}
