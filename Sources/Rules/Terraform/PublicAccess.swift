package import Diagnostics
package import Terraform

/// An input that opens more than it seems to.
package enum PublicAccess: TerraformRule {
  package static let id = DiagnosticID(
    "WB3129", "public-access", .warning,
    Documentation(
      summary: "An input opens the cluster's API, or buckets of other accounts, to everybody.",
      explanation: """
        With `kubernetes_public_access` and no `kubernetes_public_access_cidrs` EKS takes its own \
        default, `0.0.0.0/0`. With `bucket_permissions_mode = "public"` the nodes' role may do \
        everything with every bucket of every other account that lets it.
        """,
      failing: .aws("kubernetes_public_access = true"),
      passing: .aws(
        """
        kubernetes_public_access       = true
        kubernetes_public_access_cidrs = ["10.0.0.0/8"]
        """)))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    for inputs in terraform.inputs where inputs.call.module == .aws {
      let name = "kubernetes_public_access"
      if let span = inputs.placeOn(name), inputs.lacks(name + "_cidrs") {
        report.report(
          "everybody may reach the API of the cluster", at: span, of: name, inputs,
          help: "give your own networks in `\(name)_cidrs`")
      }
      let mode = "bucket_permissions_mode"
      if let text = inputs.text(mode), text.value == "public" {
        report.report(
          "the nodes may use every bucket of other accounts", at: text.span, of: mode, inputs,
          help: "write `restricted`, and name the accounts in `bucket_restricted_accounts`")
      }
    }
  }
}
