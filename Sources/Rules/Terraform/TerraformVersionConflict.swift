package import Diagnostics
package import Terraform

/// The root module excludes every version of Terraform that a called module supports.
package enum TerraformVersionConflict: TerraformRule {
  package static let id = DiagnosticID(
    "WB3106", "terraform-version-conflict", .error,
    evidence: .read(
      by: .terraform,
      source: "Terraform: \"Unsupported Terraform Core version\"; `required_version` at every tag"),
    Documentation(
      summary: "No Terraform version satisfies both `required_version` and the called module.",
      explanation: """
        Both constraints apply at once. Modules `aws` from 6.0.0, `google` from 7.0.0 and \
        `azurerm` from 5.0.0 need Terraform 1.9 or a later 1.x. An invalid `required_version` is \
        reported as well.
        """,
      failing: .terraform(
        """
        terraform {
          required_version = "< 1.0"
        }

        module "wandb" {
          source                     = "wandb/wandb/kubernetes"
          version                    = "1.14.1"
          license                    = var.license
          host                       = "https://wandb.example.com"
          bucket                     = "s3://wandb"
          bucket_queue               = "internal://"
          database_connection_string = var.database
        }

        variable "license" {}

        variable "database" {}

        """),
      passing: .terraform(
        """
        terraform {
          required_version = "~> 1.9"
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for version in terraform.root.settings.requiredVersions {
      findings.add(VersionConstraint.problems(of: version, as: .terraform))
    }
    for call in terraform.calls {
      guard let release = call.release else { continue }
      findings.add(call.terraformConflicts(in: release, terraform.root))
    }
  }
}
