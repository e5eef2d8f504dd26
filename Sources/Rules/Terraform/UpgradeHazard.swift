package import Diagnostics
package import Terraform

/// Switching to the release in `--upgrade-to` needs care, or must not happen.
package enum UpgradeHazard: TerraformRule {
  package static let id = DiagnosticID(
    "WB3112", "upgrade-hazard", .warning,
    evidence: .read(
      by: .terraformModules,
      source: "Changes between the tags of the modules; wandb/terraform-aws-wandb#380"),
    Documentation(
      summary: "Switching to another release needs more than `terraform apply`.",
      explanation: """
        Some releases move resources that hold data, as google 8.0.0 moves the bucket. Others are \
        applied in steps, such as aws 8.0.0 with its new EKS module. After a downgrade, the older \
        release may not understand all of the state that a newer one wrote.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source    = "wandb/wandb/google"
          version   = "7.0.0"
          namespace = "wandb"
          license   = var.license
        }

        variable "license" {}

        """, upgrade: "8.0.0"),
      passing: .terraform(
        """
        module "wandb" {
          source    = "wandb/wandb/google"
          version   = "7.0.0"
          namespace = "wandb"
          license   = var.license
        }

        variable "license" {}

        """, upgrade: "7.0.1")))

  package static let otherIDs = [loss]

  static let loss = DiagnosticID(
    "WB3154", "downgrade-deletes-bucket", .error,
    evidence: .read(
      by: .terraform,
      source: """
        Bucket addresses in aws 7.0.0 and google 8.0.0; Terraform plans to destroy what no file \
        declares
        """),
    Documentation(
      summary: "Returning to an earlier release plans to delete the bucket.",
      explanation: """
        aws 7.0.0 and google 8.0.0 move the bucket to another address in the state. Earlier releases \
        do not know that address, so Terraform plans to delete the bucket there.
        """,
      failing: .terraform(google("8.0.0"), upgrade: "7.0.0"),
      passing: .terraform(google("7.0.0"), upgrade: "7.0.1")))

  private static func google(_ version: String) -> String {
    """
    module "wandb" {
      source    = "wandb/wandb/google"
      version   = "\(version)"
      namespace = "wandb"
      license   = var.license
    }

    variable "license" {}

    """
  }

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    guard let new = terraform.upgrade else { return }
    for call in terraform.calls where call.history.releases.contains(new) {
      guard let old = call.version else { continue }
      let hazards = ModuleHazard.all.filter { $0.module == call.module && $0.meets(old, new) }
      for hazard in hazards {
        findings.add(
          hazard.message, at: call.versionSpan, help: hazard.help,
          code: hazard.direction == .downgrade ? loss : nil)
      }
      guard new < old, hazards.isEmpty else { continue }
      findings.add(.older(new, than: old, call.module), at: call.versionSpan, help: .backUp)
    }
  }
}

extension Message {
  fileprivate static func older(
    _ new: ModuleVersion, than old: ModuleVersion, _ module: OfficialModule
  ) -> Message {
    "\(module.rawValue) \(new) is older than \(old), which the call uses today"
  }

  fileprivate static let backUp: Message =
    "back up state and data, and read the plan: an older release may remove resources"
}
