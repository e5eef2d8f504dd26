package import Diagnostics

/// A call of an official W&B module, and the release that Terraform would fetch for it.
///
/// What is wrong with a call depends on the release. Therefore the problems are functions of one:
/// rules ask about the release of today, and `ModuleMove` compares it with that of an upgrade.
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

  /// The `module` block, or the values file that replaces it.
  package let call: ModuleCall
  /// The module that the source leads to.
  package let module: OfficialModule
  /// All releases of the module, to say when an input came and went.
  package let history: ModuleHistory
  /// How the release is chosen, which decides where a wrong one is reported.
  package let pin: Pin
  /// The problems with the text of the constraint.
  package let problems: [TextProblem]
  /// The release that Terraform would select; nil where there is none, or it is unknown.
  package let version: ModuleVersion?
  /// The inputs and outputs of that release; nil where they are unknown.
  package let release: ModuleRelease?

  /// A call in a root module, whose block selects the release.
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

  /// A values file as the inputs of `module`; nil where the catalogue lacks the module.
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

  /// `aws 7.18.2`, as messages name it.
  package var name: String {
    version.map { "\(module.rawValue) \($0)" } ?? module.rawValue
  }

  /// The default branch of a submodule whose release is not known, for likely, not certain,
  /// findings.
  package var likelyRelease: ModuleRelease? {
    guard release == nil, !isFullyKnown, version != nil || call.version == nil else { return nil }
    return history.head
  }

  /// Where the call selects the release.
  package var versionSpan: SourceSpan { call.version?.span ?? call.name.span }

  /// Whether every release is known, so that a missing name is certain not to exist.
  var isFullyKnown: Bool { module == module.root }

  /// How messages name a release of the module, or the module where the release is unknown.
  func title(of release: ModuleRelease?) -> String {
    release?.title ?? "module `\(module.rawValue)`"
  }
}
