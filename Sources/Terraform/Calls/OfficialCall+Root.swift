import Diagnostics

/// The problems of a release with the root module around the call: outputs that it reads, providers
/// that it configures, and versions that it requires.
extension OfficialCall {
  // MARK: Outputs

  /// The outputs read that `release` lacks; without a release, those that no release ever had.
  package func unknownOutputs(
    in release: ModuleRelease?, _ references: [ModuleReference]
  ) -> [ModuleFinding] {
    // A repeated module has no outputs without an index, which is another finding.
    let usable = references.lazy.filter { $0.access == .instance || call.repetition == .none }
    let unknown = usable.compactMap(\.output).filter { isUnknownOutput($0.value, in: release) }
    return unknown.enumerated().map { index, output in
      var finding = unknownOutput(output, release)
      // A file with thousands of references is not a real use of a module: skip the costly search.
      if finding.help == nil, index < 100 {
        if let near = (release ?? history.head).suggestion(forOutput: output.value) {
          finding.help = .didYouMean(near)
          finding.fixes = [.rename(output, to: near)]
        }
      }
      return finding
    }
  }

  private func isUnknownOutput(_ name: String, in release: ModuleRelease?) -> Bool {
    if let release { return !release.outputs.contains(name) }
    return isFullyKnown && history.output(name) == nil
  }

  private func unknownOutput(_ output: Located, _ release: ModuleRelease?) -> ModuleFinding {
    let known = history.output(output.value)
    var finding = ModuleFinding(
      known == nil && isFullyKnown
        ? .noOutput(output.value, inAnyReleaseOf: module)
        : .noOutput(output.value, in: title(of: release)),
      at: output.span, subject: output.value, related: labels)
    guard let known, let release, let version = release.version else { return finding }
    let replacements = known.replacements.filter(release.outputs.contains)
    let spans = history.spans(of: known)
    if !spans.isEmpty { finding.help = .available(spans, at: version, replacements: replacements) }
    if replacements.count == 1, let new = replacements.first, let span = output.textSpan {
      finding.fixes = [FixIt(.use(new), [.replace(span, with: new)], .unsafe)]
    }
    return finding
  }

  /// The name of the block, as a secondary label of findings elsewhere; none for a values file.
  private var labels: [Diagnostic.Label] {
    call.source == nil ? [] : [Diagnostic.Label(.calledHere, call.name.span)]
  }

  // MARK: Providers

  /// Providers that are useless without a block; others read their settings from the environment.
  private static let demanding: Set = [
    "hashicorp/kubernetes", "hashicorp/helm", "hashicorp/azurerm",
  ]

  /// One finding for the providers that the release needs and no block configures.
  ///
  /// A directory without any block may be a module that another one calls, unless it has a backend.
  package func unconfiguredProviders(
    in release: ModuleRelease, _ index: RootIndex
  ) -> ModuleFinding? {
    guard !index.isDamaged, index.hasProviders || index.isRoot else { return nil }
    let missing = release.requiredProviders.filter {
      Self.demanding.contains($0.source) && !isConfigured($0, index)
    }
    guard let first = missing.first else { return nil }
    let names = missing.map(\.name)
    return ModuleFinding(
      .needs(names, release), at: call.name.span, subject: names.enumeration,
      help: .addProvider(first))
  }

  private func isConfigured(_ provider: RequiredProvider, _ index: RootIndex) -> Bool {
    if let passed = call.providers.first(where: { $0.inner.value == provider.name }) {
      // A missing alias is reported where it is used.
      return passed.outer.value.contains(".") || index.hasBlock(passed.outer.value)
    }
    return index.configures(provider.source)
  }

  // MARK: Versions

  /// How many constraints on one thing are compared with each call; a root has one or two.
  private static let compared = 20

  /// Root constraints on Terraform that exclude every version the release supports.
  package func terraformConflicts(
    in release: ModuleRelease, _ root: RootModule
  ) -> [ModuleFinding] {
    guard let text = release.requiredTerraform else { return [] }
    return root.settings.requiredVersions.prefix(Self.compared)
      .filter { excludes($0, text, as: .terraform) }
      .map { conflict("Terraform", $0, needed: text, by: release, subject: "terraform") }
  }

  /// Root constraints on providers that exclude every version the release supports.
  package func providerConflicts(
    in release: ModuleRelease, _ index: RootIndex
  ) -> [ModuleFinding] {
    release.requiredProviders.flatMap { provider -> [ModuleFinding] in
      let needed = provider.constraint
      return index.requirements(of: provider.source).prefix(Self.compared).compactMap(\.version)
        .filter { excludes($0, needed, as: .provider) }
        .map {
          conflict(
            "provider `\(provider.name)`", $0, needed: needed, by: release, subject: provider.name)
        }
    }
  }

  /// Whether no version passes both constraints; invalid ones are reported elsewhere.
  private func excludes(
    _ version: Located, _ needed: String, as use: VersionConstraint.Use
  ) -> Bool {
    guard let allowed = VersionConstraint(version.value, as: use),
      let needed = VersionConstraint(needed, as: use)
    else { return false }
    return !allowed.sharesVersion(with: needed)
  }

  private func conflict(
    _ program: String, _ version: Located, needed: String, by release: ModuleRelease,
    subject: String
  ) -> ModuleFinding {
    ModuleFinding(
      .excludes(version, program, release), at: version.span, subject: "\(subject) \(needed)",
      help: .moduleRequires(needed), related: labels,
      fixes: version.textSpan.map {
        [FixIt(.write(needed), [.replace($0, with: needed)], .unsafe)]
      } ?? [])
  }
}

extension Message {
  fileprivate static let calledHere: Message = "the module is called here"

  // MARK: Outputs

  fileprivate static func noOutput(
    _ name: String, inAnyReleaseOf module: OfficialModule
  ) -> Message {
    "no release of `\(module.address)` has an output `\(name.prefix(60))`"
  }

  fileprivate static func noOutput(_ name: String, in release: String) -> Message {
    "\(release) has no output `\(name.prefix(60))`"
  }

  fileprivate static func available(
    _ spans: [ReleaseSpan], at version: ModuleVersion, replacements: [String]
  ) -> Message {
    let use = replacements.isEmpty ? "" : "; use \(replacements.enumeration)"
    if let first = spans.first?.first, first > version { return "introduced in \(first)\(use)" }
    return "available \(spans.enumeration)\(use)"
  }

  fileprivate static func use(_ name: String) -> Message { "use `\(name)`" }

  // MARK: Providers

  fileprivate static func needs(_ providers: [String], _ release: ModuleRelease) -> Message {
    """
    \(release.title) needs provider\(providers.count == 1 ? "" : "s") \(providers.enumeration), \
    but no `provider` block configures \
    \(providers.count == 1 ? "it" : "them")
    """
  }

  fileprivate static func addProvider(_ provider: RequiredProvider) -> Message {
    provider.source == "hashicorp/azurerm"
      ? "add `provider \"\(provider.name)\" { features {} }`"
      : "add `provider \"\(provider.name)\" { … }` with the cluster's address and credentials"
  }

  // MARK: Versions

  fileprivate static func excludes(
    _ version: Located, _ program: String, _ release: ModuleRelease
  ) -> Message {
    """
    `\(value: version.value.prefix(60))` allows no version of \(program) that \(release.title) \
    supports
    """
  }

  fileprivate static func moduleRequires(_ constraint: String) -> Message {
    "the module requires `\(constraint)`"
  }
}
