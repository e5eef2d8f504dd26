import Diagnostics
import Terraform

/// A call to be switched to another release.
struct ModuleMove {
  let call: OfficialCall
  /// The release that the call uses today; nil when it is not known.
  let current: ModuleRelease?
  let target: ModuleRelease

  /// Nil when the module has no such release, or its inputs are not known.
  init?(_ call: OfficialCall, to version: ModuleVersion) {
    guard let target = call.history.release(at: version) else { return nil }
    (self.call, current, self.target) = (call, call.release, target)
  }

  /// The findings that the call has with the target release, but not today.
  func faults(in index: RootIndex) -> [ModuleFinding] {
    let references = index.references(to: call.call)
    return missing()
      + added { call.unknownInputs(in: $0) }
      + added { call.wrongInputs(in: $0) }
      + added { call.unknownOutputs(in: $0, references) }
      + added { call.terraformConflicts(in: $0, index.root) }
      + added { call.providerConflicts(in: $0, index) }
      + (index.root.providers.isEmpty ? [] : providers(index))
  }

  /// Providers that the target needs configured, unlike today.
  ///
  /// Only for roots with a `provider` block: without any, they may be configured elsewhere.
  private func providers(_ index: RootIndex) -> [ModuleFinding] {
    added { call.unconfiguredProviders(in: $0, index).map { [$0] } ?? [] }
  }

  private func missing() -> [ModuleFinding] {
    let before = Set(current.map { call.missingInputs(in: $0) } ?? [])
    let names = call.missingInputs(in: target).filter { !before.contains($0) }
    return call.finding(missing: names, in: target).map { [$0] } ?? []
  }

  private func added(_ findings: (ModuleRelease) -> [ModuleFinding]) -> [ModuleFinding] {
    let before = Set(current.map { findings($0).map(\.subject) } ?? [])
    return findings(target).filter { !before.contains($0.subject) }
  }
}

extension TerraformConfiguration {
  /// The calls that `--upgrade-to` switches to another release.
  var moves: [ModuleMove] {
    guard let upgrade else { return [] }
    return calls.compactMap { ModuleMove($0, to: upgrade) }
  }
}
