import ConfigSyntax
import Diagnostics
import Terraform

/// Reports providers that a release needs and the root module does not configure.
extension OfficialCall {
  /// Providers that are useless without a block; others read their settings from the environment.
  private static let demanding: Set = [
    "hashicorp/kubernetes", "hashicorp/helm", "hashicorp/azurerm",
  ]

  /// One finding for the providers that the release needs and no block configures.
  ///
  /// A directory without any block may be a module that another one calls, unless it has a backend.
  func unconfiguredProviders(in release: ModuleRelease, _ index: RootIndex) -> ModuleFinding? {
    guard !index.root.isDamaged, !index.root.providers.isEmpty || index.isRoot else { return nil }
    let missing = release.requiredProviders.filter {
      Self.demanding.contains($0.source) && !isConfigured($0, index)
    }
    guard let first = missing.first else { return nil }
    let names = missing.map(\.name).enumeration
    let pronoun = missing.count == 1 ? "it" : "them"
    return ModuleFinding(
      subject: names,
      message: "\(release.title) needs \(names), but no `provider` block configures \(pronoun)",
      span: call.name.span,
      help: first.source == "hashicorp/azurerm"
        ? "add `provider \"\(first.name)\" { features {} }`"
        : "add a block `provider \"\(first.name)\"` that configures the cluster's location")
  }

  private func isConfigured(_ provider: RequiredProvider, _ index: RootIndex) -> Bool {
    if let passed = call.providers.first(where: { $0.inner.value == provider.name }) {
      // A missing alias is reported where it is used.
      return passed.outer.value.contains(".") || index.hasBlock(passed.outer.value)
    }
    return index.configures(provider.source)
  }
}
