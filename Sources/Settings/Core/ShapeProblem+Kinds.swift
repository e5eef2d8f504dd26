package import Diagnostics

/// Values of a kind that is not accepted where they are written.
extension ShapeProblem {
  package static let nullValue = DiagnosticID(
    "WB2023", "null-value", .error,
    Documentation(
      summary: "A key is null where the chart's templates print a value.",
      explanation: """
        Helm removes the chart's default, and the template prints `<nil>` or nothing: the \
        Terraform modules had to stop writing `kmsKey: null` and a null Redis \
        (wandb/terraform-aws-wandb#263, wandb/terraform-google-wandb#131, #133). Operator v1 \
        merges null like any other value and may fail on it. This is an error for text and numbers \
        under `global` and for single values in a custom resource. Anything else is a warning, \
        including variables, whose treatment depends on the Helm version. A later layer of Helm \
        values may remove a key with null.
        """,
      failing: .yaml(
        "global:\n  bucket:\n    provider: s3\n    name: wandb\n    kmsKey: null\n"),
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
