package import Diagnostics
package import Terraform

/// A call does not set inputs that its release of the module requires.
package enum MissingModuleInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3102", "missing-module-input", .error,
    evidence: .read(
      by: .terraform,
      source: """
        Terraform 1.11: "Missing required argument"; variables of the modules at every tag
        """),
    Documentation(
      summary: "The module requires inputs that the call does not set.",
      explanation: """
        Required inputs differ between releases: module `aws` has required `eks_cluster_version` \
        since 2.1.0 and `license` since 4.0.0, so a constraint such as `~> 2.0` can select a \
        release that the block was not written for.
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
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for call in terraform.calls {
      guard let release = call.release ?? call.likelyRelease,
        let finding = call.finding(missing: call.missingInputs(in: release), in: release)
      else { continue }
      let isLikely =
        if case .chosen = call.pin { true } else { call.release == nil }
      findings.add(finding, code: isLikely ? UnknownModuleInput.probable : nil)
    }
  }
}
