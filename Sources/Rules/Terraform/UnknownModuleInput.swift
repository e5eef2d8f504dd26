package import Diagnostics
package import Terraform

/// A call sets an input that its release of the module does not have.
package enum UnknownModuleInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3101", "unknown-module-input", .error,
    evidence: .read(
      by: .terraform,
      source: "Terraform 1.11: \"Unsupported argument\"; variables of the modules at every tag"),
    Documentation(
      summary: "The release of the module has no input of this name.",
      explanation: """
        Terraform rejects it once `init` has fetched the module. The finding says which releases \
        had the input, what replaced it, or which name is similar. Some names in the documentation \
        exist in no release: `wandb_license` is a variable of its example, while the input is \
        `license`.
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

  package static let otherIDs = [probable, ignored]

  private static let ignored = DiagnosticID(
    "WB3295", "ignored-module-input", .warning,
    evidence: .read(
      by: .terraform,
      source: "Terraform 1.11 ignores `TF_VAR_NAME` without a variable; Terragrunt 0.77, `inputs`"),
    Documentation(
      summary: "The module has no input of this name, so Terraform ignores the value.",
      explanation: """
        Terragrunt passes each of its `inputs` on as a variable of the environment, and Terraform \
        ignores those that the module does not declare. That is as intended for inputs that several \
        modules share, and a mistake for a name that is written wrongly.
        """,
      failing: .terragrunt(inputs("operator_image_tag  ")),
      passing: .terragrunt(inputs("controller_image_tag"))))

  private static func inputs(_ tag: String) -> String {
    """
    terraform {
      source = "tfr:///wandb/wandb/helm?version=4.0.0"
    }

    inputs = {
      spec                 = {}
      \(tag) = "1.9.0"
    }

    """
  }

  /// What the rules about inputs and outputs report where the release or the call is not fully
  /// known, and every rule where the module is a copy.
  static let probable = DiagnosticID(
    "WB3151", "probable-module-misfit", .warning,
    evidence: .read(by: .terraformModules, source: "Default branches of submodules; releases"),
    Documentation(
      summary: "The call of a module probably does not fit the module's release.",
      explanation: """
        Not every release of the submodules is known. An input or output of an unknown release is \
        compared with the default branch, where it is missing or has another type. Inputs that a \
        values file does not set on its own may be set in a `*.tf` file. A copy of a module, in a \
        private registry, a fork, a mirror or the directory itself, is compared with the official \
        release, from which it may differ.
        """,
      failing: .terraform(connector("nonsense          = 1")),
      passing: .terraform(connector("create_kms_key    = true"))))

  private static func connector(_ input: String) -> String {
    """
    module "bucket" {
      source            = "wandb/wandb/aws//modules/secure_storage_connector"
      version           = "7.18.2"
      namespace         = "wandb"
      aws_principal_arn = "arn:aws:iam::123456789012:role/wandb"
      \(input)
    }

    """
  }

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for call in terraform.calls {
      if call.call.passing == .environment {
        findings.add(call.unknownInputs(in: call.likelyRelease ?? call.release), code: ignored)
      } else if let likely = call.likelyRelease {
        findings.add(call.unknownInputs(in: likely), code: probable)
      } else {
        findings.add(call.unknownInputs(in: call.release))
      }
    }
  }
}
