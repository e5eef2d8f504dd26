/// The history of one module through all its releases.
package struct ModuleHistory: Sendable {
  package let module: OfficialModule
  /// `wandb/terraform-aws-wandb`, on GitHub.
  package internal(set) var repository = ""
  /// All releases, oldest first; a submodule has those of its module.
  package internal(set) var releases: [ModuleVersion] = []
  /// Every input that a release ever had, and common mistakes that no release had.
  package internal(set) var variables: [VariableHistory] = []
  package internal(set) var outputs: [OutputHistory] = []
  /// The first release whose inputs are known; nil where all are.
  var since: ReleasePoint?
  var terraform = Timeline<String>()
  var providers: [ProviderHistory] = []
  /// The index of each variable in `variables`.
  var indices: [String: Int] = [:]

  init(_ module: OfficialModule) { self.module = module }

  /// The release; nil where the version is not a release, or its inputs are unknown.
  package func release(at version: ModuleVersion) -> ModuleRelease? {
    let point = ReleasePoint.release(version)
    guard releases.containsSorted(version), since.map({ $0 <= point }) ?? true else { return nil }
    return release(point)
  }

  /// The newest release that is not a prerelease, which Terraform selects without a `version`.
  package var newestStable: ModuleVersion? { releases.last { $0.prerelease == nil } }

  /// The default branch, which may be ahead of the last release.
  package var head: ModuleRelease { release(.unreleased) }

  package func variable(_ name: String) -> VariableHistory? {
    indices[name].map { variables[$0] }
  }

  package func output(_ name: String) -> OutputHistory? { outputs.first { $0.name == name } }

  /// The releases that had the input.
  package func spans(of variable: VariableHistory) -> [ReleaseSpan] {
    variable.timeline.spans(in: releases)
  }

  package func spans(of output: OutputHistory) -> [ReleaseSpan] {
    output.timeline.spans(in: releases)
  }

  /// The inputs of `release` that replaced `name`, through every renaming in between.
  package func replacements(for name: String, in release: ModuleRelease) -> [String] {
    var (names, seen): ([String], Set) = ([name], [name])
    var found: [String] = []
    while let next = names.popLast() {
      let replacements = variable(next)?.replacements ?? []
      for name in replacements where seen.insert(name).inserted {
        if release.variable(name) != nil { found.append(name) } else { names.append(name) }
      }
    }
    return found
  }

  private func release(_ point: ReleasePoint) -> ModuleRelease {
    ModuleRelease(
      module, point.version,
      variables: variables.compactMap { $0.variable(at: point) },
      outputs: outputs.filter { $0.timeline.state(at: point) != nil }.map(\.name),
      requiredTerraform: terraform.state(at: point),
      requiredProviders: providers.compactMap { provider in
        provider.timeline.state(at: point).map {
          RequiredProvider(name: provider.name, source: provider.source, constraint: $0)
        }
      })
  }
}
