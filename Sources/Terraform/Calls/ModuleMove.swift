package import Diagnostics

/// A call to be switched to another release, and what stops working then.
package struct ModuleMove: Sendable {
  /// The call as it is today.
  let call: OfficialCall
  /// The release that the call uses today; nil when it is not known.
  let current: ModuleRelease?
  /// The release to switch to.
  let target: ModuleRelease

  /// Nil when the module has no such release, or its inputs are not known.
  init?(_ call: OfficialCall, to version: ModuleVersion) {
    guard let target = call.history.release(at: version) else { return nil }
    (self.call, current, self.target) = (call, call.release, target)
  }

  /// The findings that the call has with the target release, but not today.
  package func faults(in index: RootIndex) -> [ModuleFinding] {
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
  package var moves: [ModuleMove] {
    guard let upgrade else { return [] }
    return calls.compactMap { ModuleMove($0, to: upgrade) }
  }
}

/// What switching to or from a release does to a running installation, apart from input changes.
package struct ModuleHazard: Sendable {
  /// Which users the hazard affects.
  package enum Direction: Sendable {
    /// Users coming from an older release.
    case upgrade
    /// Users going back to an older release.
    case downgrade
  }

  /// The module whose releases it is about.
  package let module: OfficialModule
  /// The release that introduced the change.
  let release: ModuleVersion
  /// Whether it is the way to the release or back that is dangerous.
  package let direction: Direction
  /// What happens, in one clause.
  package let message: Message
  /// How to avoid losing anything.
  package let help: Message

  private init(
    _ module: OfficialModule, _ release: ModuleVersion, _ direction: Direction,
    _ message: Message, help: Message
  ) {
    (self.module, self.release, self.direction) = (module, release, direction)
    (self.message, self.help) = (message, help)
  }

  /// Whether switching from `old` to `new` crosses the release.
  package func meets(_ old: ModuleVersion, _ new: ModuleVersion) -> Bool {
    switch direction {
    case .upgrade: old < release && release <= new
    case .downgrade: new < release && release <= old
    }
  }

  /// All known hazards, by module and release.
  package static let all: [ModuleHazard] = [
    ModuleHazard(
      .aws, ModuleVersion(4, 0, 0), .upgrade, "aws 4.0.0 deploys W&B itself, through the operator",
      help: "remove the `module` block that calls `kubernetes`, if there is one"),
    ModuleHazard(
      .aws, ModuleVersion(7, 0, 0), .upgrade,
      "aws 7.0.0 moves the bucket to another address in the state",
      help: "back up the bucket, and never apply an older release afterwards: it may delete it"),
    ModuleHazard(
      .aws, ModuleVersion(7, 0, 0), .downgrade,
      "a release before aws 7.0.0 drops the bucket from the state and may delete it",
      help: "do not apply it; with `deletion_protection = false` the data is deleted too"),
    ModuleHazard(
      .aws, ModuleVersion(8, 0, 0), .upgrade, "aws 8.0.0 replaces the EKS module, in two steps",
      help: """
        apply with `preserve_aws_auth_configmap = true` and \
        `kubernetes_legacy_cluster_creator_admin = true`, and an hour later with \
        `preserve_aws_auth_configmap = false`; then upgrade Kubernetes one minor version at a time
        """),
    ModuleHazard(
      .google, ModuleVersion(8, 0, 0), .upgrade,
      "google 8.0.0 moves the bucket to another address in the state",
      help: "back up the bucket, and never apply an older release afterwards: it may delete it"),
    ModuleHazard(
      .google, ModuleVersion(8, 0, 0), .downgrade,
      "a release before google 8.0.0 drops the bucket from the state and may delete it",
      help: "do not apply it; with `deletion_protection = false` the data is deleted too"),
    ModuleHazard(
      .google, ModuleVersion(9, 0, 0), .upgrade,
      "google 9.0.0 is incompatible with `default_labels`",
      help: "remove `default_labels` from provider `google`, and set the input `labels`"),
    ModuleHazard(
      .azurerm, ModuleVersion(3, 0, 0), .upgrade, "azurerm 3.0.0 also needs provider `azapi`",
      help: "run `terraform init -upgrade`, and allow the account to use it"),
    ModuleHazard(
      .azurerm, ModuleVersion(4, 0, 0), .upgrade, "azurerm 4.0.0 scales the nodes automatically",
      help: "set `kubernetes_min_node_per_az` and `kubernetes_max_node_per_az`"),
  ]
}
