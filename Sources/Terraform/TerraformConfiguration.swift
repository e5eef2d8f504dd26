package import Diagnostics

/// A Terraform directory, and the official W&B modules that it calls.
///
/// A values file without a directory is one as well: its values are the inputs of a single call.
package struct TerraformConfiguration: Sendable {
  /// What the files of the directory declare, whichever modules they call.
  package private(set) var root: RootModule
  /// The local modules that the directory calls, directly or through others, with the values of
  /// each call.
  package let children: [RootModule]
  /// The providers of each local module, in the order of `children`.
  private let providers: [InheritedProviders]
  /// The providers that a part has from the modules that call it; nil for the directory itself.
  package private(set) var inherited: InheritedProviders?
  /// The calls of official W&B modules, in the order of the files.
  package internal(set) var calls: [OfficialCall]
  /// The release to upgrade the modules to, from the command line.
  package let upgrade: ModuleVersion?
  /// The spans of values that depend on sensitive variables of any module.
  package let sensitiveSpans: SpanSet

  /// The calls in a directory and its local modules, with the release that each one selects.
  package init(
    _ tree: ModuleTree, _ catalogue: ModuleCatalogue, upgrade: ModuleVersion? = nil
  ) {
    self.upgrade = upgrade
    root = tree.root
    children = tree.children.map(\.module)
    providers = tree.inheritedProviders
    sensitiveSpans = SpanSet(([root] + children).flatMap(\.sensitiveSpans.all))
    var collector = OfficialCalls(tree, catalogue)
    calls = collector.collect()
  }

  /// The calls of a root module alone.
  package init(
    _ root: RootModule, _ catalogue: ModuleCatalogue, upgrade: ModuleVersion? = nil
  ) {
    self.init(ModuleTree(root), catalogue, upgrade: upgrade)
  }

  /// A values file that is read as the inputs of one module.
  package init(
    inputs: ModuleCall, of module: OfficialModule, at version: ModuleVersion?,
    _ catalogue: ModuleCatalogue, upgrade: ModuleVersion? = nil,
    settings: [TerraformInput.Setting] = []
  ) {
    var root = RootModule()
    root.outsideSettings = settings
    self.root = root
    self.upgrade = upgrade
    (children, providers, sensitiveSpans) = ([], [], SpanSet())
    calls =
      OfficialCall(inputs, of: module, at: version, catalogue).map { [$0] } ?? []
  }

  /// The directory and its local modules, in the order of `OfficialCall.home`.
  package var modules: [RootModule] { [root] + children }

  /// Each module as a directory of its own, with the calls in it.
  package var parts: [TerraformConfiguration] {
    modules.enumerated().map { home, module in
      var part = self
      part.root = module
      part.inherited = home == 0 ? nil : providers[home - 1]
      part.calls.removeAll { $0.home != home }
      return part
    }
  }
}

/// Parts of a directory.
extension TerraformConfiguration {
  /// The same directory with only the calls of official modules, or only those of copies.
  package func only(_ publisher: ModuleSource.Publisher) -> TerraformConfiguration {
    var part = self
    part.calls.removeAll { $0.publisher != publisher }
    return part
  }

  /// The directory itself.
  package var withoutCalls: TerraformConfiguration {
    var part = self
    part.calls = []
    return part
  }
}
