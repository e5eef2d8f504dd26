import Diagnostics

/// A Terraform directory, and the official W&B modules that it calls.
package struct TerraformConfiguration: Sendable {
  package let root: RootModule
  /// The calls of official W&B modules, in the order of the files.
  package internal(set) var calls: [OfficialCall]
  /// The release to upgrade the modules to, from the command line.
  package let upgrade: ModuleVersion?

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
    given: [TerraformInput.Setting] = []
  ) {
    var root = RootModule()
    root.given = given
    self.root = root
    self.upgrade = upgrade
    calls =
      OfficialCall(inputs, of: module, at: version, catalogue).map { [$0] } ?? []
  }
}

/// A call of an official W&B module.
package struct OfficialCall: Sendable {
  /// How the release is chosen.
  package enum Pin: Sendable {
    /// By `version` next to the source; nil where it is missing or does not parse.
    case constraint(VersionConstraint?)
    /// By the `ref` of a repository, which may be a branch.
    case reference
    /// By the command line, or as the newest release.
    case chosen
  }

  package let call: ModuleCall
  package let module: OfficialModule
  package let history: ModuleHistory
  package let pin: Pin
  /// The problems with the text of the constraint.
  package let problems: [TextProblem]
  /// The release that Terraform would select; nil where there is none, or it is unknown.
  package let version: ModuleVersion?
  /// The inputs and outputs of that release; nil where they are unknown.
  package let release: ModuleRelease?

  init(_ call: ModuleCall, _ source: ModuleSource, _ history: ModuleHistory) {
    (self.call, module, self.history) = (call, source.module, history)
    var problems: [TextProblem] = []
    switch source.origin {
    case .repository:
      pin = .reference
      version = source.release.flatMap { history.releases.contains($0) ? $0 : nil }
    case .registry:
      let constraint = call.version.flatMap {
        VersionConstraint.read($0.value, as: .module, into: &problems)
      }
      pin = .constraint(constraint)
      version =
        !call.isPinned
        ? history.newestStable
        : constraint.flatMap { $0.newest(in: history.releases) }
    }
    self.problems = problems
    release = version.flatMap { history.release(at: $0) }
  }

  init?(
    _ call: ModuleCall, of module: OfficialModule, at version: ModuleVersion?,
    _ catalogue: ModuleCatalogue
  ) {
    guard let history = catalogue.module(module) else { return nil }
    (self.call, self.module, self.history) = (call, module, history)
    pin = .chosen
    problems = []
    self.version = version ?? history.newestStable
    release = self.version.flatMap { history.release(at: $0) }
  }

  /// `wandb/wandb/aws 7.18.2`, as messages name it.
  package var name: String {
    version.map { "\(module.rawValue) \($0)" } ?? module.rawValue
  }
}
