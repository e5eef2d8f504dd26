import ConfigSyntax
import Diagnostics
import Terraform

/// Providers that a release needs configured.
extension OfficialCall {
  /// Those that do nothing useful without a block; the others find their settings in the environment.
  private static let demanding: Set = [
    "hashicorp/kubernetes", "hashicorp/helm", "hashicorp/azurerm",
  ]

  /// The providers that the release needs and the root module leaves without a block.
  ///
  /// A directory without any block may be called by another one, unless it has a backend.
  func unconfiguredProviders(in release: ModuleRelease, _ index: RootIndex) -> ModuleFinding? {
    guard !index.root.isDamaged, !index.root.providers.isEmpty || index.isRoot else { return nil }
    let missing = release.requiredProviders.filter {
      Self.demanding.contains($0.source) && !isConfigured($0, index)
    }
    guard let first = missing.first else { return nil }
    let names = missing.map(\.name).enumeration
    return ModuleFinding(
      subject: names, message: "\(release.title) needs \(names), which nothing configures",
      span: call.name.span,
      help: first.source == "hashicorp/azurerm"
        ? "write `provider \"\(first.name)\" { features {} }`"
        : "write a block `provider \"\(first.name)\"` that says where the cluster is")
  }

  private func isConfigured(_ provider: RequiredProvider, _ index: RootIndex) -> Bool {
    if let passed = call.providers.first(where: { $0.inner.value == provider.name }) {
      // An alias that is not there is told where it stands.
      return passed.outer.value.contains(".") || index.hasBlock(passed.outer.value)
    }
    return index.configures(provider.source)
  }
}
