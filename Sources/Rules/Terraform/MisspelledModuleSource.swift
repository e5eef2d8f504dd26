import ConfigSyntax
package import Diagnostics
package import Terraform

/// A `source` that is nearly the address of a W&B module.
package enum MisspelledModuleSource: TerraformRule {
  package static let id = DiagnosticID(
    "WB3144", "misspelled-module-source", .warning,
    evidence: .read(by: .terraform, source: "Terraform registry, addresses of the W&B modules"),
    Documentation(
      summary: "The source of a module is nearly the address of a W&B module.",
      explanation: """
        The modules are `wandb/wandb/` followed by `aws`, `google`, `azurerm`, `kubernetes` or \
        `helm`, in lower case; their repositories are `wandb/terraform-aws-wandb` and so on. At \
        another address `terraform init` finds nothing, or somebody else's module, and nothing \
        else in such a call is checked.
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
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for call in terraform.root.moduleCalls {
      guard let source = call.source else { continue }
      if ModuleSource.lacksModule(source.value) {
        findings.add(.noModule(source), at: source.span, help: .appendModule)
      }
      guard let meant = ModuleSource.address(near: source.value) else { continue }
      let fixes = source.textSpan.map {
        [FixIt(.writeAddress(meant), [.replace($0, with: meant)], .unsafe)]
      }
      findings.add(
        .notModule(source), at: source.span, help: .meant(meant), fixes: fixes ?? [])
    }
  }
}

extension Message {
  fileprivate static func noModule(_ source: Located) -> Message {
    "`\(value: source.value, at: source.span, limit: 80)` names no module"
  }

  fileprivate static let appendModule: Message =
    "append one of \(ModuleSource.modules.joined(separator: ", "))"

  fileprivate static func notModule(_ source: Located) -> Message {
    "`\(value: source.value, at: source.span, limit: 80)` is not a W&B module"
  }

  /// A suggestion that repeats part of what the user wrote.
  fileprivate static func meant(_ address: String) -> Message {
    "did you mean `\(value: address)`?"
  }

  fileprivate static func writeAddress(_ address: String) -> Message {
    "write `\(value: address)`"
  }
}
