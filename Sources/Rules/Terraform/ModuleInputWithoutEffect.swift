import ConfigSyntax
package import Diagnostics
package import Terraform

/// A call sets an input that its release accepts but does not use.
package enum ModuleInputWithoutEffect: TerraformRule {
  package static let id = DiagnosticID(
    "WB3104", "module-input-without-effect", .warning,
    Documentation(
      summary: "The release accepts the input but does nothing with it.",
      explanation: """
        The variable is declared, but no resource reads it, or no release of the chart reads the \
        key that it ends up in; Terraform doesn't mention either. In module `azurerm`, \
        `create_redis` has no effect before 5.2.0, and `oidc_*`, `wandb_version` and `wandb_image` \
        have had none since 2.0.0; module `google` writes `app_wandb_env` to a key that the chart \
        ignores. Object attributes that the type does not declare are dropped as well: \
        `external_redis_params` is an `object({})`.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source                 = "wandb/wandb/helm"
          version                = "1.1.4"
          operator_chart_version = "1.2.3"
          spec                   = {}
          wandb_cloud            = "aws"
          wandb_fqdn             = "wandb.example.com"
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source                 = "wandb/wandb/helm"
          version                = "1.1.5"
          operator_chart_version = "1.2.3"
          spec                   = {}
          wandb_cloud            = "aws"
          wandb_fqdn             = "wandb.example.com"
        }

        """)))

  /// Inputs that module `google` writes to a chart key that nothing reads.
  private static let unreadEnvironments = ["app_wandb_env", "weave_wandb_env", "parquet_wandb_env"]

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for call in terraform.calls {
      guard let release = call.release else { continue }
      findings.add(call.droppedMembers(in: release))
      for input in call.call.inputs where !input.value.isNull {
        // A required input cannot be left out.
        guard let variable = release.variable(input.name.value), !variable.isRequired else {
          continue
        }
        if variable.hasNoEffect {
          findings.add(
            "\(release.title) accepts `\(variable.name)` but ignores it", at: input.name.span,
            setting: call.setting(variable.name), help: help(variable, call, release))
        } else if isUnread(variable, release) {
          findings.add(
            "\(release.title) writes `\(variable.name)` to a key that the chart ignores",
            at: input.name.span, setting: call.setting(variable.name),
            help: "the chart does not read that key, `extraEnvs`; use `other_wandb_env` instead")
        }
      }
    }
  }

  private static func isUnread(_ variable: ModuleVariable, _ release: ModuleRelease) -> Bool {
    release.module == .google && unreadEnvironments.contains(variable.name)
      && !variable.notes.isEmpty
  }

  private static func help(
    _ variable: ModuleVariable, _ call: OfficialCall, _ release: ModuleRelease
  ) -> Message {
    let successors = call.history.replacements(for: variable.name, in: release)
    if !successors.isEmpty { return "use \(successors.enumeration)" }
    let effect = release.version.flatMap {
      call.history.variable(variable.name)?.effect(after: $0)
    }
    return effect.map { "it has an effect from \($0) on" }
      ?? "remove it; no later release uses it either"
  }
}
