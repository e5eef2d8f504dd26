package import Diagnostics
package import Terraform

/// A move to the release of `--upgrade-to` needs care, or must not happen.
package enum UpgradeHazard: TerraformRule {
  package static let id = DiagnosticID(
    "WB3112", "upgrade-hazard", .warning,
    Documentation(
      summary: "The move to another release needs more than `terraform apply`.",
      explanation: """
        Some releases move what holds data: the bucket in aws 7.0.0 and google 8.0.0, so that going \
        back behind them may delete it, which is an error. Others come in steps, as the new EKS \
        module of aws 8.0.0 does. Every other way back is a warning: the state that a release \
        wrote may be more than an older one reads.
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
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    guard let new = terraform.upgrade else { return }
    for call in terraform.calls where call.history.releases.contains(new) {
      guard let old = call.version else { continue }
      let hazards = ModuleHazard.all.filter { $0.module == call.module && $0.meets(old, new) }
      for hazard in hazards {
        report.report(
          hazard.message, at: call.versionSpan, help: hazard.help,
          severity: hazard.direction == .downgrade ? .error : .warning)
      }
      guard new < old, hazards.isEmpty else { continue }
      report.report(
        "\(call.module.rawValue) \(new) is older than the \(old) that the call takes",
        at: call.versionSpan,
        help:
          "back up the state and the data, and read the plan: an older release may remove things")
    }
  }
}
