package import Diagnostics
package import Terraform

/// A call leaves out inputs that its release of the module requires.
package enum MissingModuleInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3102", "missing-module-input", .error,
    Documentation(
      summary: "The module requires inputs that the call does not set.",
      explanation: """
        What is required differs between releases: module aws needs `eks_cluster_version` since \
        2.1.0 and `license` since 4.0.0, so a constraint such as `~> 2.0` can take a release that \
        the block was not written for. Where a values file stands alone, a `*.tf` may set the rest: \
        there it is a warning, as it is for a submodule whose releases are not all known.
        """,
      failing: .terraform(
        """
        module "bucket" {
          source    = "wandb/wandb/aws//modules/secure_storage_connector"
          version   = "8.0.0"
          namespace = "wandb"
        }

        """),
      passing: .terraform(
        """
        module "bucket" {
          source            = "wandb/wandb/aws//modules/secure_storage_connector"
          version           = "8.0.0"
          namespace         = "wandb"
          aws_principal_arn = "arn:aws:iam::123456789012:role/wandb"
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for call in terraform.calls {
      guard let release = call.release ?? call.likelyRelease,
        let finding = call.finding(missing: call.missingInputs(in: release), in: release)
      else { continue }
      let isLikely =
        if case .chosen = call.pin { true } else { call.release == nil }
      report.report(finding, severity: isLikely ? .warning : nil)
    }
  }
}
