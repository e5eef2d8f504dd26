package import Diagnostics

/// Values of a kind that is not accepted where they are written.
extension ShapeProblem {
  package static let nullValue = DiagnosticID(
    "WB2023", "null-value", .error,
    evidence: .read(
      by: .chart, source: "Every key set to null one by one, rendered with Helm 3.17 and 4.1"),
    Documentation(
      summary: "A key is null where the chart's templates print a value.",
      explanation: """
        Helm removes the chart's default, and the template fails or prints nothing, as for \
        `global.redis.port` and `app.podLabels` (operator-wandb 0.43.8, rendered with Helm 3.17 \
        and 4.1). Most keys are not reported: there the default comes back, or null is the same as \
        no key. Operator v1 merges null like any other value, and may fail on it where the \
        chart has a single value. With several values files, Helm merges null too, so the default is \
        removed even where an earlier file sets the key.
        """,
      failing: .yaml("global:\n  redis:\n    host: cache\n    port: null\n"),
      passing: .yaml("global:\n  bucket:\n    provider: s3\n    name: wandb\n")))

  package static let uncertainNull = DiagnosticID(
    "WB2065", "uncertain-null", .warning,
    evidence: .read(
      by: .helm,
      source: "Rendered with Helm 3.17, 4.1 and 4.2; operator v1, merging of specs"),
    Documentation(
      summary:
        "A variable is null, or a key of a custom resource that the chart has a default for.",
      explanation: """
        Helm removes a null variable from `env` and `extraEnv`, so it is not set, unless another \
        section sets it. That is useful only for a variable that the chart or an earlier file sets, \
        and is not reported there. Operator v1 merges null like any other value, so it may remove \
        the chart's list or mapping, or fail where the release channel has a string \
        (wandb/terraform-aws-wandb#263).
        """,
      failing: .yaml("global:\n  extraEnv: {FEATURE: null}\n"),
      passing: .yaml("global:\n  extraEnv: {FEATURE: \"\"}\n")))

  package static let kindConflict = DiagnosticID(
    "WB2024", "kind-conflict", .error,
    evidence: .read(
      by: .wandbOperator, source: "Operator v1, merging of specs: \"type not match\""),
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
