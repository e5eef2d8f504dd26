package import Diagnostics
package import Terraform

/// A call sets an input that its release of the module does not have.
package enum UnknownModuleInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3101", "unknown-module-input", .error,
    Documentation(
      summary: "The release of the module has no input of this name.",
      explanation: """
        Terraform stops at it, after `init` has fetched the module. The finding says which releases \
        had the input, what took its place, or which name is near. Some names of the documentation \
        exist in no release: `wandb_license` is a variable of its example, and the input is `license`. \
        A submodule in a release whose inputs are not known is held against the default branch, as \
        a warning.
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
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for call in terraform.calls {
      if let likely = call.likelyRelease {
        report.report(call.unknownInputs(in: likely), severity: .warning)
      } else {
        report.report(call.unknownInputs(in: call.release))
      }
    }
  }
}
