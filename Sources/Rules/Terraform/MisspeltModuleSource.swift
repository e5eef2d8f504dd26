import ConfigSyntax
package import Diagnostics
package import Terraform

/// A `source` that resembles the address of one of W&B's modules.
package enum MisspeltModuleSource: TerraformRule {
  package static let id = DiagnosticID(
    "WB3144", "misspelt-module-source", .warning,
    Documentation(
      summary: "The source of a module is nearly the address of one of W&B's.",
      explanation: """
        The modules are `wandb/wandb/aws`, `google`, `azurerm`, `kubernetes` and `helm`, in this \
        order and in small letters; their repositories are `wandb/terraform-aws-wandb` and its like. \
        `terraform init` finds nothing at another address, or somebody else's module, and nothing \
        else of such a call is checked.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source  = "wandb/helm/wandb"
          version = "4.0.0"
          spec    = {}
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = {}
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for call in terraform.root.moduleCalls {
      guard let source = call.source else { continue }
      if ModuleSource.lacksModule(source.value) {
        report.report(
          "`\(SecretText.masked(source.value).prefix(80))` names no module", at: source.span,
          help: "write `wandb/wandb/` and one of \(ModuleSource.modules.joined(separator: ", "))")
      }
      guard let meant = ModuleSource.address(near: source.value) else { continue }
      let fixes = source.textSpan.map {
        [FixIt("write `\(meant)`", [.replace($0, with: meant)], .unsafe)]
      }
      report.report(
        "`\(SecretText.masked(source.value).prefix(80))` is no module of W&B's", at: source.span,
        help: "did you mean `\(meant)`?", fixes: fixes ?? [])
    }
  }
}
