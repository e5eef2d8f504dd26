package import Diagnostics
package import Terraform

/// The two flags of the move to release 8 tell of different clusters.
package enum ClusterCreatorFlags: TerraformRule {
  package static let id = DiagnosticID(
    "WB3130", "cluster-creator-flags", .warning,
    Documentation(
      summary: "The flags for a new cluster and for one that is moved to aws 8 are mixed.",
      explanation: """
        A cluster from before 8.0.0 has `kubernetes_legacy_cluster_creator_admin = true` for good, \
        and `preserve_aws_auth_configmap = true` for about an hour, until its nodes have joined by \
        access entries. A new cluster has both false. The wrong ones end in a conflict, 409, while \
        Terraform applies (wandb/terraform-aws-wandb#380).
        """,
      failing: .aws(
        flags(legacy: "false"),
        version: "8.0.0"),
      passing: .aws(
        flags(legacy: "true"),
        version: "8.0.0")))

  private static func flags(legacy: String) -> String {
    """
    kubernetes_legacy_cluster_creator_admin = \(legacy)
    preserve_aws_auth_configmap             = true
    """
  }

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    let (preserve, legacy) = (
      "preserve_aws_auth_configmap", "kubernetes_legacy_cluster_creator_admin"
    )
    for inputs in terraform.inputs {
      guard let span = inputs.placeOn(preserve), let new = inputs.placeOff(legacy)
      else { continue }
      report.report(
        "`\(preserve)` is for a cluster from before 8.0.0, and `\(legacy)` says that this is none",
        at: span, of: preserve, inputs,
        help: "set both false for a new cluster, and both true to move an old one",
        related: [Diagnostic.Label("a new cluster", new)])
    }
  }
}
