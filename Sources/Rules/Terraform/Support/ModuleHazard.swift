import Diagnostics
import Terraform

/// What switching to or from a release does to a running installation, apart from input changes.
struct ModuleHazard {
  /// Which users the hazard affects.
  enum Direction {
    /// Users coming from an older release.
    case upgrade
    /// Users going back to an older release.
    case downgrade
  }

  let module: OfficialModule
  let release: ModuleVersion
  let direction: Direction
  let message: Message
  let help: Message

  init(
    _ module: OfficialModule, _ release: ModuleVersion, _ direction: Direction,
    _ message: Message, help: Message
  ) {
    (self.module, self.release, self.direction) = (module, release, direction)
    (self.message, self.help) = (message, help)
  }

  /// Whether switching from `old` to `new` crosses the release.
  func meets(_ old: ModuleVersion, _ new: ModuleVersion) -> Bool {
    switch direction {
    case .upgrade: old < release && release <= new
    case .downgrade: new < release && release <= old
    }
  }

  /// All known hazards, by module and release.
  static let all: [ModuleHazard] = [
    ModuleHazard(
      .aws, ModuleVersion(4, 0, 0), .upgrade, "aws 4.0.0 deploys W&B itself, through the operator",
      help: "remove the call of module `kubernetes` that has deployed it so far"),
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
