package import Diagnostics
package import Terraform

/// A move to the release of `--upgrade-to` breaks the call.
package enum UpgradeBreaksInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3111", "upgrade-breaks-input", .error,
    Documentation(
      summary: "What the call does today is wrong in the release that it is to be moved to.",
      explanation: """
        `--upgrade-to` holds each call against another release of its module: inputs that go away or \
        get another name or type, inputs that become required, outputs that go away, versions of \
        Terraform and of providers. What is wrong today already is told by the other rules.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source              = "wandb/wandb/helm"
          version             = "2.0.0"
          enable_helm_release = true
          spec                = {}
        }

        """, upgrade: "4.0.0"),
      passing: .terraform(
        """
        module "wandb" {
          source              = "wandb/wandb/helm"
          version             = "3.0.0"
          enable_helm_operator = true
          spec                = {}
        }

        """, upgrade: "4.0.0")))

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    guard let version = terraform.upgrade else { return }
    let index = RootIndex(terraform.root)
    for move in terraform.moves { report.report(move.faults(in: index)) }
    let isKnown = terraform.calls.contains { $0.history.releases.contains(version) }
    guard !isKnown, let first = terraform.calls.first else { return }
    let newest = first.history.newestStable
    report.report(
      "`\(first.module.address)` has no release \(version)",
      at: first.versionSpan,
      help: newest.map { "the newest is \($0)" })
  }
}
