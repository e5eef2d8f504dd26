package import Diagnostics
package import Terraform

/// One directory calls several modules that each install the server.
package enum SeveralInstallations: TerraformRule {
  package static let id = DiagnosticID(
    "WB3142", "several-installations", .warning,
    Documentation(
      summary: "Several modules of one directory install the server.",
      explanation: """
        The inputs of a run are one installation: what the later module sets counts for the \
        settings of both, and `render` writes one module. Validate and convert installations in \
        directories of their own, or one at a time.
        """,
      failing: .terraform(
        """
        module "one" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = {}
        }

        module "two" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = {}
        }

        """),
      passing: .terraform(
        """
        module "one" {
          source  = "wandb/wandb/helm"
          version = "4.0.0"
          spec    = {}
        }

        """)))

  package static func check(_ terraform: TerraformConfiguration, _ report: inout RuleReport) {
    // Module kubernetes is the second half of an installation from before the operator.
    let installing = terraform.calls.filter {
      $0.module == $0.module.root && $0.module != .kubernetes
    }
    guard let first = installing.first else { return }
    for call in installing.dropFirst() where !isBeside(call, first) {
      report.report(
        "`\(call.call.name.value)` installs the server beside `\(first.call.name.value)`",
        at: call.call.name.span,
        help: "check one at a time; here the settings of the later module count for both",
        related: [.init("the other one", first.call.name.span)])
    }
  }

  /// Whether one of them makes the cluster, and the other puts the server there.
  private static func isBeside(_ call: OfficialCall, _ other: OfficialCall) -> Bool {
    (call.module == .helm) != (other.module == .helm)
  }
}
