import ConfigSyntax
package import Diagnostics
package import Terraform

/// A call sets an input that its release accepts and uses nowhere.
package enum ModuleInputWithoutEffect: TerraformRule {
  package static let id = DiagnosticID(
    "WB3104", "module-input-without-effect", .warning,
    Documentation(
      summary: "The release accepts the input and does nothing with it.",
      explanation: """
        The variable is declared and no resource reads it, or what it makes is read by no release of \
        the chart; Terraform never mentions it. `create_redis` of module azurerm does nothing before \
        5.2.0, and its `oidc_*`, `wandb_version` and `wandb_image` since 2.0.0; what module google \
        makes of `app_wandb_env` goes to a key that the chart ignores. What an object has and its \
        type has not is dropped as well: `external_redis_params` is an `object({})`.
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

  /// Inputs of module google that end in a key of the chart that nothing reads.
  private static let unreadEnvironments = ["app_wandb_env", "weave_wandb_env", "parquet_wandb_env"]

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for call in terraform.calls {
      guard let release = call.release else { continue }
      report.report(call.droppedMembers(in: release))
      for input in call.call.inputs where !input.value.isNull {
        // One that is required cannot be left out.
        guard let variable = release.variable(input.name.value), !variable.isRequired else {
          continue
        }
        if variable.hasNoEffect {
          report.report(
            "\(release.title) accepts `\(variable.name)` and ignores it", at: input.name.span,
            setting: call.setting(variable.name), help: help(variable, call, release))
        } else if isUnread(variable, release) {
          report.report(
            "what \(release.title) makes of `\(variable.name)` is read by nothing",
            at: input.name.span, setting: call.setting(variable.name),
            help: "the chart ignores the key `extraEnvs` that it goes to; use `other_wandb_env`")
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
  ) -> String {
    let successors = call.history.replacements(for: variable.name, in: release)
    if !successors.isEmpty { return "use \(successors.enumeration)" }
    let effect = release.version.flatMap {
      call.history.variable(variable.name)?.effect(after: $0)
    }
    return effect.map { "it works from \($0) on" } ?? "no later release uses it either; remove it"
  }
}
