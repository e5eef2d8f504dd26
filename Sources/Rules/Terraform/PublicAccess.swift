package import Diagnostics
package import Terraform

/// An input that opens more than it appears to.
package enum PublicAccess: TerraformRule {
  package static let id = DiagnosticID(
    "WB3129", "public-access", .warning,
    evidence: .read(
      by: .terraformModules,
      source: "References to the inputs in module aws; EKS, endpoint access"),
    Documentation(
      summary: "An input opens the cluster's API, or buckets of other accounts, to everyone.",
      explanation: """
        With `kubernetes_public_access` and no `kubernetes_public_access_cidrs`, EKS uses its own \
        default, `0.0.0.0/0`. With `bucket_permissions_mode = "public"`, the nodes' role has full \
        access to every bucket in any other account that allows it.
        """,
      failing: .aws("kubernetes_public_access = true"),
      passing: .aws(
        """
        kubernetes_public_access       = true
        kubernetes_public_access_cidrs = ["10.0.0.0/8"]
        """)))

  package static func check(_ terraform: TerraformConfiguration, _ findings: inout RuleFindings) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      let name = "kubernetes_public_access"
      if let span = inputs.spanOfTrue(name), inputs.lacks(name + "_cidrs") {
        findings.add(
          .openCluster, at: span, of: name, inputs, help: .listNetworks(in: name + "_cidrs"))
      }
      let mode = "bucket_permissions_mode"
      if let text = inputs.text(mode), text.value == "public" {
        findings.add(
          .everyBucket, at: text.span, of: mode, inputs, help: .restrictAccounts)
      }
    }
  }
}

extension Message {
  fileprivate static let openCluster: Message = "anyone can reach the cluster's API"

  fileprivate static func listNetworks(in name: String) -> Message {
    "list your own networks in `\(name)`"
  }

  fileprivate static let everyBucket: Message =
    "the nodes can access every bucket in other accounts"

  fileprivate static let restrictAccounts: Message =
    "use `restricted`, and list the accounts in `bucket_restricted_accounts`"
}
