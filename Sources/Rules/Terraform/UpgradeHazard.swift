package import Diagnostics
package import Terraform

/// Switching to the release in `--upgrade-to` needs care, or must not happen.
package enum UpgradeHazard: TerraformRule {
  package static let id = DiagnosticID(
    "WB3112", "upgrade-hazard", .warning, also: [.error],
    Documentation(
      summary: "Switching to another release needs more than `terraform apply`.",
      explanation: """
        Some releases move resources that hold data: aws 7.0.0 and google 8.0.0 move the bucket, \
        so going back to an earlier release may delete it, which is an error. Others are applied \
        in steps, such as aws 8.0.0 with its new EKS module. Any other downgrade is a warning, \
        because an older release may not understand all of the state that a newer one wrote.
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
          severity: hazard.direction == .downgrade ? .error : .warning)
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
