package import Diagnostics
package import Terraform

/// The release in `--upgrade-to` breaks the call.
package enum UpgradeBreaksInput: TerraformRule {
  package static let id = DiagnosticID(
    "WB3111", "upgrade-breaks-input", .error,
    evidence: .read(
      by: .terraform, source: "Variables, outputs and requirements of the modules at every tag"),
    Documentation(
      summary: "A call that works today is wrong in the release to upgrade to.",
      explanation: """
        `--upgrade-to` compares each call with another release of its module: inputs that are \
        removed, renamed or change their type, inputs that become required, outputs that are \
        removed, and the required versions of Terraform and providers. Mistakes that exist today \
        are reported by other rules.
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
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    guard let version = terraform.upgrade else { return }
    let index = RootIndex(terraform.root)
    for move in terraform.moves { findings.add(move.faults(in: index)) }
    let isKnown = terraform.calls.contains { $0.history.releases.contains(version) }
    guard !isKnown, let first = terraform.calls.first else { return }
    findings.add(
      .noRelease(version, first.module), at: first.versionSpan,
      help: first.history.newestStable.map { .newest($0) })
  }
}

extension Message {
  fileprivate static func noRelease(_ version: ModuleVersion, _ module: OfficialModule) -> Message {
    "`\(module.address)` has no release \(version)"
  }

  fileprivate static func newest(_ version: ModuleVersion) -> Message {
    "the newest release is \(version)"
  }
}
