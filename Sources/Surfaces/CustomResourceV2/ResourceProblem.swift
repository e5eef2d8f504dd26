package import Diagnostics

/// What the readers of a custom resource of apps.wandb.com/v2 refuse or ignore.
package enum ResourceProblem {
  /// Every finding of this family, for the reference.
  package static let all = [
    refusedBySchema, mistakenField, refusedByWebhook, notReconciled, ineffectiveField, newField,
  ]

  package static let refusedBySchema = DiagnosticID(
    "WB2148", "field-refused-by-schema", .error,
    evidence: .read(
      by: .kubernetes,
      source: "CustomResourceDefinition of apps.wandb.com/v2, wandb/operator at 7b063065"),
    Documentation(
      summary: "Kubernetes rejects the custom resource, because a field breaks its schema.",
      explanation: """
        The CustomResourceDefinition says which fields are required, which words they accept, and \
        the least value of a number. Values of another type are WB2041. What the operator's webhook \
        supplies, such as `spec.retentionPolicy`, may be missing.
        """,
      failing: .yaml(resource("  size: huge\n")), passing: .yaml(resource("  size: large\n"))))

  package static let mistakenField = DiagnosticID(
    "WB2149", "mistaken-resource-field", .error,
    evidence: .read(
      by: .kubernetes,
      source: """
        CustomResourceDefinition of apps.wandb.com/v2; strict field validation, the default of \
        `kubectl apply`
        """),
    Documentation(
      summary: "The custom resource has no such field, but one with a similar name.",
      explanation: """
        `kubectl apply` rejects unknown fields. Other clients let Kubernetes drop them, so that what \
        the field should set is not set. A field that resembles no other is WB2046.
        """,
      failing: .yaml(resource("  networking: {mod: ingress}\n")),
      passing: .yaml(resource("  networking: {mode: ingress}\n"))))

  package static let refusedByWebhook = DiagnosticID(
    "WB2150", "resource-refused-by-webhook", .error,
    evidence: .read(
      by: .wandbOperator,
      source: "internal/webhook/v2/weightsandbiases_webhook.go, wandb/operator at 7b063065, run"),
    Documentation(
      summary: "The operator's validating webhook rejects the custom resource.",
      explanation: """
        The webhook demands a host name and a version other than `latest`, one kind of datastore in \
        each instance, selectors with a name and a key, and networking fields that fit the mode. \
        Names of managed services have up to 28 to 56 characters.
        """,
      failing: .yaml(resource("  networking: {mode: gateway}\n")),
      passing: .yaml(
        resource("  networking: {mode: gateway, gatewayAPI: {gateway: {gatewayRef: {name: a}}}}\n"))
    ))

  package static let notReconciled = DiagnosticID(
    "WB2151", "resource-not-reconciled", .error,
    evidence: .read(
      by: .wandbOperator,
      source: "Reconciler of apps.wandb.com/v2, wandb/operator at 7b063065"),
    Documentation(
      summary: "The operator accepts the custom resource, but can't create what it describes.",
      explanation: """
        The operator stops at a key that its Secret lacks, at a store that is not S3, GCS or Azure, \
        at one key of a pair, and at an Ingress without a class. Its own ClickHouse stores tables \
        only in S3.
        """,
      failing: .yaml(resource("  networking: {mode: ingress, ingress: {name: edge}}\n")),
      passing: .yaml(
        resource(
          "  networking: {mode: ingress, ingress: {name: edge, ingressClassName: nginx}}\n"))))

  package static let ineffectiveField = DiagnosticID(
    "WB2152", "ineffective-resource-field", .warning,
    evidence: .read(
      by: .wandbOperator,
      source: "internal/controller/infra/external, wandb/operator at 7b063065"),
    Documentation(
      summary: "The custom resource sets a field that has no effect.",
      explanation: """
        The operator builds the URLs of MySQL, Redis and the object store itself, and ignores `url`. \
        The CustomResourceDefinition that its chart installs lacks `spec.wandb.applications`.
        """,
      failing: .yaml(resource(redis + ", url: {name: cache, key: url}}}}\n")),
      passing: .yaml(resource(redis + "}}}\n"))))

  package static let newField = DiagnosticID(
    "WB2181", "new-resource-field", .note,
    evidence: .read(
      by: .kubernetes,
      source: "CustomResourceDefinitions of wandb/operator at 2.0.0-beta.3 and at 7b063065"),
    Documentation(
      summary: "The custom resource sets a field that no known release of the operator has.",
      explanation: """
        The field is in the repository of the operator, but not in its newest known release. With \
        an older CustomResourceDefinition, `kubectl apply` rejects the field, and other clients let \
        Kubernetes drop it.
        """,
      failing: .yaml(resource("  global: {imagePullSecrets: [{name: registry}]}\n")),
      passing: .yaml(resource("  size: large\n"))))

  private static let redis =
    "  redis: {default: {externalRedis: {host: {name: cache, key: host}, port: {name: cache, key: port}"

  private static func resource(_ fields: String) -> String {
    """
    apiVersion: apps.wandb.com/v2
    kind: WeightsAndBiases
    metadata: {name: wandb, namespace: wandb}
    spec:
      wandb: {hostname: "https://wandb.example.com", version: 0.83.1}

    """ + fields
  }
}
