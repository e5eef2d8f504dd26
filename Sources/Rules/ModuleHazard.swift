import Terraform

/// What a release does to a running installation, beyond its inputs.
struct ModuleHazard {
  /// Whom it meets.
  enum Direction {
    /// Who comes from an older release.
    case upgrade
    /// Who goes back to one.
    case downgrade
  }

  let module: OfficialModule
  let release: ModuleVersion
  let direction: Direction
  let message: String
  let help: String

  init(
    _ module: OfficialModule, _ release: ModuleVersion, _ direction: Direction,
    _ message: String, help: String
  ) {
    (self.module, self.release, self.direction) = (module, release, direction)
    (self.message, self.help) = (message, help)
  }

  /// Whether a move from `old` to `new` crosses the release.
  func meets(_ old: ModuleVersion, _ new: ModuleVersion) -> Bool {
    switch direction {
    case .upgrade: old < release && release <= new
    case .downgrade: new < release && release <= old
    }
  }

  /// All of them, by module and release.
  static let all: [ModuleHazard] = [
    ModuleHazard(
      .aws, ModuleVersion(4, 0, 0), .upgrade, "aws 4.0.0 deploys W&B itself, through the operator",
      help: "remove the call of module kubernetes that deploys it so far"),
    ModuleHazard(
      .aws, ModuleVersion(7, 0, 0), .upgrade,
      "aws 7.0.0 moves the bucket to another place of the state",
      help: "back up the bucket, and never apply an older release afterwards: it may delete it"),
    ModuleHazard(
      .aws, ModuleVersion(7, 0, 0), .downgrade,
      "a release before aws 7.0.0 drops the bucket from the state and may delete it",
      help: "do not apply it; with `deletion_protection = false` the data goes as well"),
    ModuleHazard(
      .aws, ModuleVersion(8, 0, 0), .upgrade, "aws 8.0.0 replaces the EKS module, in two steps",
      help: """
        apply with `preserve_aws_auth_configmap = true` and \
        `kubernetes_legacy_cluster_creator_admin = true`, an hour later with \
        `preserve_aws_auth_configmap = false`; then raise Kubernetes by one minor version at a time
        """),
    ModuleHazard(
      .google, ModuleVersion(8, 0, 0), .upgrade,
      "google 8.0.0 moves the bucket to another place of the state",
      help: "back up the bucket, and never apply an older release afterwards: it may delete it"),
    ModuleHazard(
      .google, ModuleVersion(8, 0, 0), .downgrade,
      "a release before google 8.0.0 drops the bucket from the state and may delete it",
      help: "do not apply it; with `deletion_protection = false` the data goes as well"),
    ModuleHazard(
      .google, ModuleVersion(9, 0, 0), .upgrade, "google 9.0.0 does not go with `default_labels`",
      help: "remove `default_labels` from provider google, and set the input `labels`"),
    ModuleHazard(
      .azurerm, ModuleVersion(3, 0, 0), .upgrade, "azurerm 3.0.0 needs provider azapi as well",
      help: "run `terraform init -upgrade`, and let the account use it"),
    ModuleHazard(
      .azurerm, ModuleVersion(4, 0, 0), .upgrade, "azurerm 4.0.0 scales the nodes by itself",
      help: "set `kubernetes_min_node_per_az` and `kubernetes_max_node_per_az`"),
  ]
}
