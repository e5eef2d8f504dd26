/// A custom resource for the examples of the documentation.
enum ExampleResource {
  /// A resource whose values hold `setting` below `global`.
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
