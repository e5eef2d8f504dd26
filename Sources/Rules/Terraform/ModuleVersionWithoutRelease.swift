package import Diagnostics
package import Terraform

/// A call asks for a version of the module that does not exist.
package enum ModuleVersionWithoutRelease: TerraformRule {
  package static let id = DiagnosticID(
    "WB3105", "module-version-without-release", .error,
    Documentation(
      summary: "No release of the module is what the call asks for.",
      explanation: """
        `terraform init` stops at a constraint that no release satisfies, or that is none. A source \
        in the repository names its release with `?ref=`, the tag with its `v`; at any other ref \
        nobody can tell what the module takes, so little of the call is checked.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "~> 5.0"
          spec    = {}
        }

        """),
      passing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "~> 4.0"
          spec    = {}
        }

        """)))

  package static func check(
    _ terraform: TerraformConfiguration, _ report: inout RuleReport
  ) {
    for call in terraform.calls {
      switch call.pin {
      case .chosen: checkChosen(call, &report)
      case .constraint: checkConstraint(call, &report)
      case .reference: checkReference(call, &report)
      }
    }
  }

  private static func checkConstraint(_ call: OfficialCall, _ report: inout RuleReport) {
    guard let text = call.call.version else { return }
    report.report(call.problems.map { ModuleFinding($0, in: text) })
    guard call.problems.isEmpty, call.version == nil else { return }
    report.report(
      "no release of `\(call.module.address)` satisfies `\(text.value.prefix(60))`", at: text.span,
      help: newest(call))
  }

  private static func checkChosen(_ call: OfficialCall, _ report: inout RuleReport) {
    guard let version = call.version, !call.history.releases.contains(version) else { return }
    report.report(
      "`\(call.module.address)` has no release \(version)", at: call.call.name.span,
      help: newest(call))
  }

  private static func checkReference(_ call: OfficialCall, _ report: inout RuleReport) {
    if let version = call.call.version {
      report.report(
        "a module from a repository has no `version`", at: version.span,
        help: "write `?ref=v…` behind the source, or take the module from the registry")
    }
    guard let source = call.call.source, let parsed = ModuleSource(source.value),
      case .repository(let ref?) = parsed.origin, !isCommit(ref)
    else { return }
    if let version = call.version {
      guard !ref.hasPrefix("v") else { return }
      report.report(
        "`\(ref.prefix(60))` is no tag of `\(call.history.repository)`", at: source.span,
        help: "write `ref=v\(version)`", severity: .warning)
    } else {
      report.report(
        "`\(ref.prefix(60))` is no release of `\(call.history.repository)`", at: source.span,
        help: newest(call) + "; what another ref takes is not known", severity: .warning)
    }
  }

  private static func newest(_ call: OfficialCall) -> String {
    let newest = call.history.newestStable ?? call.history.releases.last
    return newest.map { "the newest is \($0)" } ?? "there is none"
  }

  /// A hash says what it takes as well as a tag does, though not to us.
  private static func isCommit(_ ref: String) -> Bool {
    (7...40).contains(ref.utf8.count)
      && ref.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
