import Diagnostics
import Terraform

/// A call on its way to another release.
struct ModuleMove {
  let call: OfficialCall
  /// Nil where nobody knows what the call takes today.
  let current: ModuleRelease?
  let target: ModuleRelease

  /// Nil when the module has no such release, or nobody knows what it takes.
  init?(_ call: OfficialCall, to version: ModuleVersion) {
    guard let target = call.history.release(at: version) else { return nil }
    (self.call, current, self.target) = (call, call.release, target)
  }

  /// What is right today and wrong at the target.
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

  /// Without any block, nobody can tell what is configured elsewhere.
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
  /// The calls that `--upgrade-to` moves.
  var moves: [ModuleMove] {
    guard let upgrade else { return [] }
    return calls.compactMap { ModuleMove($0, to: upgrade) }
  }
}
