/// A custom resource for the examples in rule documentation.
enum ExampleResource {
  /// A resource whose values contain `setting` under `global`.
  static func with(_ setting: String) -> String {
    """
    apiVersion: apps.wandb.com/v1
    kind: WeightsAndBiases
    metadata: {name: wandb}
    spec:
      values:
        global:
          \(setting)

    """
  }
}
