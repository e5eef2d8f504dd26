import ConfigSyntax
package import Diagnostics
import Settings
package import Terraform

/// A call sets an input that its release accepts but does not use.
package enum ModuleInputWithoutEffect: TerraformRule {
  package static let id = DiagnosticID(
    "WB3104", "module-input-without-effect", .warning,
    evidence: .read(
      by: .terraformModules,
      source: "References to the variable in the module's files at every tag"),
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
            .ignores(variable, release), at: input.name.span, setting: setting(variable, call),
            help: help(variable, call, release),
            fixes: ModuleInputs(call).removal(of: input.name.value))
        } else if isUnread(variable, release) {
          findings.add(
            .writesToUnreadKey(variable, release), at: input.name.span,
            setting: setting(variable, call), help: .useOtherEnvironment)
        }
      }
    }
  }

  /// Inputs that module `google` writes to a chart key that nothing reads.
  private static let unreadEnvironments = ["app_wandb_env", "weave_wandb_env", "parquet_wandb_env"]

  private static func setting(_ variable: ModuleVariable, _ call: OfficialCall) -> String {
    FieldCatalog.name(ofInput: variable.name, of: call.module)
  }

  private static func isUnread(_ variable: ModuleVariable, _ release: ModuleRelease) -> Bool {
    release.module == .google && unreadEnvironments.contains(variable.name)
      && !variable.notes.isEmpty
  }

  private static func help(
    _ variable: ModuleVariable, _ call: OfficialCall, _ release: ModuleRelease
  ) -> Message {
    let successors = call.history.replacements(for: variable.name, in: release)
    if !successors.isEmpty { return .use(successors) }
    let effect = release.version.flatMap {
      call.history.variable(variable.name)?.effect(after: $0)
    }
    return effect.map { .effective(from: $0) } ?? .remove
  }
}

extension Message {
  fileprivate static func ignores(_ variable: ModuleVariable, _ release: ModuleRelease) -> Message {
    "\(release.title) accepts `\(variable.name)` but ignores it"
  }

  fileprivate static func use(_ names: [String]) -> Message { "use \(names.enumeration)" }

  fileprivate static func effective(from version: ModuleVersion) -> Message {
    "remove it, or use release \(version) or newer, in which it has an effect"
  }

  fileprivate static let remove: Message = "remove it; no later release uses it either"

  fileprivate static func writesToUnreadKey(
    _ variable: ModuleVariable, _ release: ModuleRelease
  ) -> Message {
    "\(release.title) writes `\(variable.name)` to a key that the chart ignores"
  }

  fileprivate static let useOtherEnvironment: Message =
    "the chart does not read that key, `extraEnvs`; use `other_wandb_env` instead"
}
