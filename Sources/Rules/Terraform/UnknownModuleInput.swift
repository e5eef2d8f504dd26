package import Diagnostics
package import Terraform

/// A call sets an input that its release of the module does not have.
package enum UnknownModuleInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3101", "unknown-module-input", .error, also: [.warning],
    Documentation(
      summary: "The release of the module has no input of this name.",
      explanation: """
        Terraform rejects it once `init` has fetched the module. The finding says which releases \
        had the input, what replaced it, or which name is similar. Some names in the documentation \
        exist in no release: `wandb_license` is a variable of its example, while the input is \
        `license`. A submodule whose inputs are not known for the release is compared with the \
        default branch, and the finding is a warning.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source               = "wandb/wandb/helm"
          version              = "4.0.0"
          operator_image_tag   = "1.9.0"
          spec                 = {}
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source               = "wandb/wandb/helm"
          version              = "4.0.0"
          controller_image_tag = "1.9.0"
          spec                 = {}
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for call in terraform.calls {
      if let likely = call.likelyRelease {
        findings.add(call.unknownInputs(in: likely), severity: .warning)
      } else {
        findings.add(call.unknownInputs(in: call.release))
      }
    }
  }
}
