package import Diagnostics

/// Values of a kind that is not accepted where they are written.
extension ShapeProblem {
  package static let nullValue = DiagnosticID(
    "WB2023", "null-value", .error, also: [.warning],
    Documentation(
      summary: "A key is null where the chart's templates print a value.",
      explanation: """
        Helm removes the chart's default, and the template fails or prints nothing, as for \
        `global.redis.port` and `app.podLabels` (operator-wandb 0.43.8, rendered with Helm 3.17 \
        and 4.1). Most keys are not reported: there the default comes back, or null is the same as \
        no key. Operator v1 merges null like any other value and may fail on it, so in a custom \
        resource a null is an error for single values, and a warning for lists and mappings. A \
        null variable is a warning, since its treatment depends on the Helm version. A later layer \
        of Helm values may remove a key with null.
        """,
      failing: .yaml("global:\n  redis:\n    host: cache\n    port: null\n"),
      passing: .yaml("global:\n  bucket:\n    provider: s3\n    name: wandb\n")))

  package static let kindConflict = DiagnosticID(
    "WB2024", "kind-conflict", .error,
    Documentation(
      summary: "A list, mapping or text in a custom resource does not match the chart's value.",
      explanation: """
        Operator v1 merges the resource over the values of the console and the release channel. \
        Where only one of them has a mapping or a list, it stops with "type not match", and \
        nothing in the resource is applied. Empty text counts as text, although Helm treats it as \
        an empty list or mapping.
        """,
      failing: .yaml(resource("ingress: {annotations: \"\"}")),
      passing: .yaml(resource("ingress: {annotations: {}}"))))

  private static func resource(_ values: String) -> String {
    """
    apiVersion: apps.wandb.com/v1
    kind: WeightsAndBiases
    metadata: {name: wandb}
    spec:
      values:
        \(values)

    """
  }
}
