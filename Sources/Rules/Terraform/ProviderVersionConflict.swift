package import Diagnostics
package import Terraform

/// The root module excludes every version of a provider that a called module supports.
package enum ProviderVersionConflict: TerraformRule {
  package static let id = DiagnosticID(
    "WB3107", "provider-version-conflict", .error,
    evidence: .read(
      by: .terraform, source: "Terraform, `init`: \"Failed to query available provider packages\""),
    Documentation(
      summary: "No provider version satisfies both the root module and the called module.",
      explanation: """
        Terraform uses one version of each provider, and `terraform init` stops where the \
        constraints exclude each other. Module `aws` 8.0.0 requires provider `aws` `~> 5.95` and \
        provider `helm` below 3.0.0. Invalid constraints are reported as well.
        """,
      failing: .terraform(
        """
        terraform {
          required_providers {
            kubernetes = {
              source  = "hashicorp/kubernetes"
              version = "~> 3.0"
            }
          }
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
          required_providers {
            kubernetes = {
              source  = "hashicorp/kubernetes"
              version = "~> 2.23"
            }
          }
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for version in terraform.root.settings.requiredProviders.compactMap(\.version) {
      findings.add(VersionConstraint.problems(of: version, as: .provider))
    }
    let index = RootIndex(terraform.root)
    for call in terraform.calls {
      guard let release = call.release else { continue }
      findings.add(call.providerConflicts(in: release, index))
    }
  }
}
