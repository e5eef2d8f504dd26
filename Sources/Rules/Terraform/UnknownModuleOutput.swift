package import Diagnostics
package import Terraform

/// An expression reads an output that the release of the module does not have.
package enum UnknownModuleOutput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3109", "unknown-module-output", .error,
    evidence: .read(
      by: .terraform,
      source: "Terraform 1.11: \"Unsupported attribute\"; outputs of the modules at every tag"),
    Documentation(
      summary: "The release of the module has no output of this name.",
      explanation: """
        Outputs come and go between releases, and differ between clouds: the cluster's certificate \
        is `cluster_certificate_authority_data` in module `aws` and `cluster_ca_certificate` in \
        module `google`, and module `azurerm` does not output its database's connection string.
        """,
      failing: .terraform(
        """
        module "bucket" {
          source            = "wandb/wandb/aws//modules/secure_storage_connector"
          version           = "8.0.0"
          namespace         = "wandb"
          aws_principal_arn = "arn:aws:iam::123456789012:role/wandb"
        }

        output "bucket" {
          value = module.bucket.bucket_name
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

        output "bucket" {
          value = module.bucket.bucket
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    guard !terraform.root.moduleReferences.isEmpty else { return }
    let index = RootIndex(terraform.root)
    for call in terraform.calls {
      let references = index.references(to: call.call)
      if let likely = call.likelyRelease {
        findings.add(call.unknownOutputs(in: likely, references), code: UnknownModuleInput.probable)
      } else {
        findings.add(call.unknownOutputs(in: call.release, references))
      }
    }
  }
}
