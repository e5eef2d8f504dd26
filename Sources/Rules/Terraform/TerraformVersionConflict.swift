package import Diagnostics
package import Terraform

/// The root module excludes the versions of Terraform that a called module runs on.
package enum TerraformVersionConflict: TerraformRule {
  package static let id = DiagnosticID(
    "WB3106", "terraform-version-conflict", .error,
    Documentation(
      summary: "`required_version` and the module's own allow no version of Terraform together.",
      explanation: """
        Both hold at once. Modules aws from 6.0.0, google from 7.0.0 and azurerm from 5.0.0 need \
        Terraform 1.9 or a later 1.x. A `required_version` that is no constraint is told as well.
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
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for version in terraform.root.settings.requiredVersions {
      report.report(VersionConstraint.problems(of: version, as: .terraform))
    }
    for call in terraform.calls {
      guard let release = call.release else { continue }
      report.report(call.terraformConflicts(in: release, terraform.root))
    }
  }
}
