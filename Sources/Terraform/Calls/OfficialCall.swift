package import Diagnostics

/// A call of an official W&B module or of a copy of one, and the release that Terraform would fetch for it.
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
    /// By the files of the module in the tree.
    case contents
  }

  /// The `module` block, or the values file that replaces it.
  package private(set) var call: ModuleCall
  /// The number of the module with the call: 0 for the directory itself, else one more than the
  /// index of a local module.
  package private(set) var home = 0
  /// The call in the directory itself that leads to this one: this one, unless it is in a local
  /// module.
  package private(set) var entry: Located
  /// The directory of a vendored module, as the root module writes it in a `source`.
  package private(set) var directory: String?
  /// The module that the source leads to.
  package let module: OfficialModule
  /// All releases of the module, to say when an input came and went.
  package let history: ModuleHistory
  /// Whether the facts about the module are certain for this call.
  package let publisher: ModuleSource.Publisher
  /// How the release is chosen, which decides where a wrong one is reported.
  package let pin: Pin
  /// The problems with the text of the constraint.
  package let problems: [TextProblem]
  /// The release that Terraform would select; nil where there is none, or it is unknown.
  ///
  /// A copy is taken for the release whose number it has.
  package let version: ModuleVersion?
  /// The inputs and outputs of that release; nil where they are unknown.
  package let release: ModuleRelease?

  /// A call in a root module, whose block selects the release; `find` has those of `history`.
  init(
    _ call: ModuleCall, _ source: ModuleSource, _ history: ModuleHistory,
    find: (ModuleVersion) -> ModuleRelease?
  ) {
    (self.call, module, self.history) = (call, source.module, history)
    entry = call.name
    publisher = source.publisher
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
    release = version.flatMap(find)
  }

  /// A call of a copy in the tree, at a path relative to the directory.
  init(_ call: ModuleCall, _ original: VendoredModule, at path: String) {
    (self.call, module, history) = (call, original.history.module, original.history)
    entry = call.name
    (publisher, pin, problems) = (.vendored, .contents, [])
    directory = path.hasPrefix("../") ? path : "./" + path
    version = original.version
    release = version.flatMap { original.history.release(at: $0) }
  }

  /// Moves the call into a local module that others call: it has as many instances as they make.
  mutating func place(in home: Int, below callers: [ModuleCall]) {
    self.home = home
    if let first = callers.first { entry = first.name }
    var count = call.repetition == .none ? 1 : call.instances
    for caller in callers where caller.repetition != .none {
      count =
        caller.makesNothing
        ? 0 : count.flatMap { count in caller.instances.map { min($0, 1000) * min(count, 1000) } }
      call.instances = count
    }
  }

  /// A values file as the inputs of `module`; nil where the catalogue lacks the module.
  init?(
    _ call: ModuleCall, of module: OfficialModule, at version: ModuleVersion?,
    _ catalogue: ModuleCatalogue
  ) {
    guard let history = catalogue.module(module) else { return nil }
    (self.call, self.module, self.history) = (call, module, history)
    entry = call.name
    publisher = .official
    pin = .chosen
    problems = []
    self.version = version ?? history.newestStable
    release = self.version.flatMap { history.release(at: $0) }
  }

  /// `aws 7.18.2`, as messages name it.
  package var name: String {
    version.map { "\(module.rawValue) \($0)" } ?? module.rawValue
  }

  /// "`aws` 7.18.2", after the word "module".
  package var title: String { "`\(module.rawValue)`" + (version.map { " \($0)" } ?? "") }

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
