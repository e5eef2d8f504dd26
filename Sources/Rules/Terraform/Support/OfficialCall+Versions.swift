import Diagnostics
import Terraform

/// Compares a release's Terraform and provider constraints with those of the root module.
extension OfficialCall {
  /// How many constraints on one thing are compared with each call; a root has one or two.
  private static let compared = 20

  /// Root constraints on Terraform that exclude every version the release supports.
  func terraformConflicts(in release: ModuleRelease, _ root: RootModule) -> [ModuleFinding] {
    guard let text = release.requiredTerraform, let needed = VersionConstraint(text, as: .terraform)
    else { return [] }
    let versions = root.settings.requiredVersions.prefix(Self.compared)
    let excluding = versions.filter { version in
      VersionConstraint(version.value, as: .terraform).map { !$0.sharesVersion(with: needed) }
        ?? false
    }
    return excluding.map { version in
      conflict("Terraform", version, text, release, subject: "terraform")
    }
  }

  /// Root constraints on providers that exclude every version the release supports.
  func providerConflicts(in release: ModuleRelease, _ index: RootIndex) -> [ModuleFinding] {
    release.requiredProviders.flatMap { provider -> [ModuleFinding] in
      guard let needed = VersionConstraint(provider.constraint, as: .provider) else { return [] }
      return index.requirements(of: provider.source).prefix(Self.compared).compactMap {
        requirement in
        guard let version = requirement.version,
          let allowed = VersionConstraint(version.value, as: .provider),
          !allowed.sharesVersion(with: needed)
        else { return nil }
        return conflict(
          "provider `\(provider.name)`", version, provider.constraint, release,
          subject: provider.name)
      }
    }
  }

  private func conflict(
    _ what: String, _ version: Located, _ needed: String, _ release: ModuleRelease, subject: String
  ) -> ModuleFinding {
    ModuleFinding(
      subject: "\(subject) \(needed)",
      message: """
        `\(value: version.value.prefix(60))` allows no version of \(what) that \(release.title) \
        supports
        """,
      span: version.span, help: "the module requires `\(needed)`",
      related: label("the module is called here"),
      fixes: version.textSpan.map {
        [FixIt("write `\(needed)`", [.replace($0, with: needed)], .unsafe)]
      } ?? [])
  }
}

extension VersionConstraint {
  /// Reads a constraint whose problems are reported elsewhere; nil when it has any.
  init?(_ text: String, as use: Use) {
    var problems: [TextProblem] = []
    guard let read = Self.read(text, as: use, into: &problems) else { return nil }
    self = read
  }

  /// The problems in the text of a constraint, at their location in the input.
  static func problems(of text: Located, as use: Use) -> [ModuleFinding] {
    var problems: [TextProblem] = []
    _ = read(text.value, as: use, into: &problems)
    return problems.map { ModuleFinding($0, in: text) }
  }
}

extension ModuleFinding {
  init(_ problem: TextProblem, in text: Located) {
    self.init(
      subject: text.value, message: problem.message, span: text.place(problem.range),
      help: problem.help)
  }
}
