package import Diagnostics

/// Values of a kind that their place does not have.
extension ShapeProblem {
  package static let nullValue = DiagnosticID(
    "WB2023", "null-value", .error,
    Documentation(
      summary: "A key is null where the chart's templates print a value.",
      explanation: """
        Helm removes the chart's own value, and a template prints `<nil>` or nothing: Terraform \
        modules had to stop writing `kmsKey: null` and a null Redis \
        (wandb/terraform-aws-wandb#263, wandb/terraform-google-wandb#131, #133). Operator v1 \
        merges null like a value and may fail on it. An error for text and numbers below `global` \
        and for single values of a custom resource; else a warning, for variables too, as what \
        becomes of them hangs on the release of Helm. A later layer of Helm values may take a key \
        back with null.
        """,
      failing: .yaml(
        "global:\n  bucket:\n    provider: s3\n    name: wandb\n    kmsKey: null\n"),
      passing: .yaml("global:\n  bucket:\n    provider: s3\n    name: wandb\n")))

  package static let kindConflict = DiagnosticID(
    "WB2024", "kind-conflict", .error,
    Documentation(
      summary: "A custom resource has a list, a mapping or text where the chart has another one.",
      explanation: """
        Operator v1 merges the resource over the values of the console and the release channel. \
        Where one of them has a mapping or a list and the other one has not, it stops with "type \
        not match", and nothing of the resource is applied. Empty text counts as text, though Helm \
        takes it for an empty list or mapping.
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
