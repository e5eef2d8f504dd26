package import Diagnostics
package import Terraform

/// The two flags for upgrading to release 8 contradict each other about the age of the cluster.
package enum ClusterCreatorFlags: TerraformRule {
  package static let id = DiagnosticID(
    "WB3130", "cluster-creator-flags", .warning,
    evidence: .read(by: .terraformModules, source: "wandb/terraform-aws-wandb#380"),
    Documentation(
      summary: "The flags for a new cluster and for a cluster upgraded to aws 8 are mixed.",
      explanation: """
        A cluster created before 8.0.0 needs `kubernetes_legacy_cluster_creator_admin = true` \
        permanently, and `preserve_aws_auth_configmap = true` for about an hour, until its nodes \
        have joined through access entries. A new cluster needs both set to false. The wrong \
        combination fails with a 409 conflict during `terraform apply` \
        (wandb/terraform-aws-wandb#380).
        """,
      failing: .aws(
        flags(legacy: "false"),
        version: "8.0.0"),
      passing: .aws(
        flags(legacy: "true"),
        version: "8.0.0")))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs {
      guard let span = inputs.spanOfTrue(preserve), let new = inputs.spanOfFalse(legacy)
      else { continue }
      findings.add(
        .contradiction(preserve, legacy), at: span, of: preserve, inputs, help: .setBoth,
        related: [Diagnostic.Label(.newCluster, new)])
    }
  }

  private static let preserve = "preserve_aws_auth_configmap"
  private static let legacy = "kubernetes_legacy_cluster_creator_admin"

  private static func flags(legacy: String) -> String {
    """
    kubernetes_legacy_cluster_creator_admin = \(legacy)
    preserve_aws_auth_configmap             = true
    """
  }
}

extension Message {
  fileprivate static func contradiction(_ preserve: String, _ legacy: String) -> Message {
    "`\(preserve)` is for clusters from before 8.0.0, but `\(legacy)` says this one is new"
  }

  fileprivate static let setBoth: Message =
    "set both to false for a new cluster, or both to true to upgrade an old one"

  fileprivate static let newCluster: Message = "declares a new cluster"
}
