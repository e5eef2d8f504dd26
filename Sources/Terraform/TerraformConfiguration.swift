import Diagnostics

/// A Terraform directory, and the official W&B modules that it calls.
///
/// A values file without a directory is one as well: its values are the inputs of a single call.
package struct TerraformConfiguration: Sendable {
  /// What the files declare, whichever modules they call.
  package let root: RootModule
  /// The calls of official W&B modules, in the order of the files.
  package internal(set) var calls: [OfficialCall]
  /// The release to upgrade the modules to, from the command line.
  package let upgrade: ModuleVersion?

  /// The calls of a root module, with the release that each one selects.
  package init(
    _ root: RootModule, _ catalogue: ModuleCatalogue, upgrade: ModuleVersion? = nil
  ) {
    self.root = root
    self.upgrade = upgrade
    var histories: [ModuleHistory] = []
    calls = root.moduleCalls.compactMap { call in
      guard let text = call.source?.value, let source = ModuleSource(text) else { return nil }
      if let known = histories.first(where: { $0.module == source.module }) {
        return OfficialCall(call, source, known)
      }
      guard let history = catalogue.module(source.module) else { return nil }
      histories.append(history)
      return OfficialCall(call, source, history)
    }
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
    calls =
      OfficialCall(inputs, of: module, at: version, catalogue).map { [$0] } ?? []
  }
}
