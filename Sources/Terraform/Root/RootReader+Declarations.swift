import ConfigSyntax
import Diagnostics

/// What each type of block declares.
extension RootReader {
  // MARK: Variables

  /// The arguments of every `module` block, whose names a variable of a module cannot have.
  private static let reserved: Set = [
    "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
  ]

  mutating func readVariable(_ block: HCLBlock) {
    let name = block.labels[0]
    guard isUsable(name) else { return }
    if Self.reserved.contains(name.value) {
      return bag.report(.reservedName(name))
    }
    guard isFirst("variable", name.value, at: name.span) else { return }
    let body = block.body
    var variable = VariableDeclaration(
      name: name, span: block.span, value: HCLValue(.unknown(prefix: ""), name.span))
    if let type = body["type"] {
      variable.hasTypeOfItsOwn = true
      variable.type = HCLTypeConstraint.read(
        type.expression, TerraformProblem.invalidType, forDefaults: TerraformProblem.wrongDefault,
        &bag)
    }
    variable.description = text(body["description"])
    variable.isSensitive = flag(body["sensitive"], else: false)
    variable.isNullable = flag(body["nullable"], else: true)
    _ = flag(body["ephemeral"], else: false)
    variable.validations = conditions("validation", of: block)
    // With damage, the default may be what did not parse.
    variable.isOptional = body["default"] != nil || !body.damage.isEmpty
    if let fallback = body["default"] {
      variable.defaultSpan = fallback.expression.span
      variable.default = self.default(fallback.expression, of: variable)
    }
    module.variables.append(variable)
  }

  /// The default of a variable, converted.
  private mutating func `default`(
    _ expression: HCLExpression, of variable: VariableDeclaration
  ) -> HCLValue? {
    guard let value = constant(expression), let type = variable.type else { return nil }
    if value.isNull, !variable.isNullable {
      bag.report(.nullDefault(of: variable, at: value.span))
      return nil
    }
    switch type.conversion(of: value) {
    case .success(let converted): return converted
    case .failure(let mismatch):
      bag.report(
        .mismatch(
          TerraformProblem.wrongDefault,
          "the default of `\(variable.name.value)\(mismatch.path)`", mismatch,
          of: variable))
      return nil
    }
  }

  // MARK: Locals, outputs and resources

  mutating func readLocals(_ block: HCLBlock) {
    for attribute in block.body.attributes where isUsable(attribute.name) {
      guard isFirst("local", attribute.name.value, at: attribute.name.span) else { continue }
      module.locals.append(
        LocalDeclaration(
          name: attribute.name, expression: attribute.expression,
          value: HCLValue(.unknown(prefix: ""), attribute.expression.span)))
    }
  }

  mutating func readOutput(_ block: HCLBlock) {
    let name = block.labels[0]
    guard isUsable(name), isFirst("output", name.value, at: name.span) else { return }
    let description = text(block.body["description"])
    let isSensitive = flag(block.body["sensitive"], else: false)
    _ = flag(block.body["ephemeral"], else: false)
    guard let value = block.body["value"] else { return }
    if isSensitive { module.secretSpans.append(value.expression.span) }
    module.outputs.append(
      OutputDeclaration(
        name: name, span: block.span, expression: value.expression,
        value: HCLValue(.unknown(prefix: ""), value.expression.span), description: description,
        isSensitive: isSensitive))
  }

  mutating func readResource(_ block: HCLBlock) {
    guard let mode = ResourceDeclaration.Mode(rawValue: block.type.value) else { return }
    let (type, name) = (block.labels[0], block.labels[1])
    guard isUsable(type), isUsable(name) else { return }
    let shown = "\(type.value).\(name.value)"
    guard isFirst(mode.rawValue, shown, at: name.span) else { return }
    module.resources.append(
      ResourceDeclaration(mode: mode, type: type, name: name, span: block.span, body: block.body))
  }

  // MARK: Modules and providers

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

extension Diagnostic {
  fileprivate static func reservedName(_ name: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.invalidName,
      "`\(name.value)` is an argument of every `module` block and cannot name a variable",
      at: name.span)
    diagnostic.help = "choose another name"
    return diagnostic
  }

  fileprivate static func nullDefault(
    of variable: VariableDeclaration, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      TerraformProblem.wrongDefault,
      "the default of `\(variable.name.value)` is null, but `nullable = false` forbids it",
      at: span)
  }
}
