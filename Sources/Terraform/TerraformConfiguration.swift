import Diagnostics

/// A Terraform directory, and W&B's modules that it calls.
package struct TerraformConfiguration: Sendable {
  package let root: RootModule
  /// The calls of W&B's modules, in the order of the files.
  package internal(set) var calls: [OfficialCall]
  /// The release that the modules are to be moved to, as the command line gave it.
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

/// A call of one of W&B's modules.
package struct OfficialCall: Sendable {
  /// Where the release comes from.
  package enum Pin: Sendable {
    /// `version` beside the source; nil where it is missing or does not parse.
    case constraint(VersionConstraint?)
    /// `ref` of a repository, which may be a branch.
    case reference
    /// The command line, or the newest release there is.
    case chosen
  }

  package let call: ModuleCall
  package let module: OfficialModule
  package let history: ModuleHistory
  package let pin: Pin
  /// What is wrong with the text of the constraint.
  package let problems: [TextProblem]
  /// The release that Terraform would take; nil when there is none, or nobody can tell.
  package let version: ModuleVersion?
  /// What that release takes and gives; nil when nobody knows.
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
