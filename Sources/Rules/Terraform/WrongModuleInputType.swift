package import Diagnostics
package import Terraform

/// A call sets an input to a value of the wrong type.
package enum WrongModuleInputType: TerraformRule {
  package static let id = DiagnosticID(
    "WB3103", "wrong-module-input-type", .error,
    evidence: .read(
      by: .terraform,
      source: """
        Terraform 1.11: "Invalid value for input variable"; types of the modules at every tag
        """),
    Documentation(
      summary: "The value does not have the type of the module's input.",
      explanation: """
        Terraform converts text that spells a number or a Boolean, but not, for instance, a list \
        where a string is expected. The finding is reported at the piece that does not fit, even in a \
        values file or in a default. Some inputs reject null.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source               = "wandb/wandb/helm"
          version              = "4.0.0"
          spec                 = {}
          controller_image_tag = ["1.9.0"]
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source               = "wandb/wandb/helm"
          version              = "4.0.0"
          spec                 = {}
          controller_image_tag = "1.9.0"
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for call in terraform.calls {
      if let release = call.release {
        findings.add(call.wrongInputs(in: release))
      } else if let likely = call.likelyRelease {
        findings.add(call.wrongInputs(in: likely), code: UnknownModuleInput.probable)
      }
    }
  }
}
