package import Diagnostics
package import Terraform

/// A call gives an input a value of another type.
package enum WrongModuleInputType: TerraformRule {
  package static let id = DiagnosticID(
    "WB3103", "wrong-module-input-type", .error,
    Documentation(
      summary: "The value does not have the type of the module's input.",
      explanation: """
        Text that spells a number or a Boolean is one to Terraform; a list where text is expected is \
        not. The finding stands at the piece that does not fit, be it in a values file or in a \
        default. Some inputs exclude null.
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
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for call in terraform.calls {
      if let release = call.release {
        report.report(call.wrongInputs(in: release))
      } else if let likely = call.likelyRelease {
        report.report(call.wrongInputs(in: likely), severity: .warning)
      }
    }
  }
}
