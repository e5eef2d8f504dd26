package import Diagnostics
package import Terraform

/// A call requests a version of the module that does not exist.
package enum ModuleVersionWithoutRelease: TerraformRule {
  package static let id = DiagnosticID(
    "WB3105", "module-version-without-release", .error,
    evidence: .read(
      by: .terraform, source: "Terraform 1.11, `init`: \"Unresolvable module version constraint\""),
    Documentation(
      summary: "No release of the module satisfies the call.",
      explanation: """
        `terraform init` stops at a constraint that is invalid or that no release satisfies. A \
        source in the repository has no `version`.
        """,
      failing: .terraform(
        """
        module "wandb" {
          source  = "wandb/wandb/helm"
          version = "~> 7.0"
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

  package static let otherIDs = [newer, reference]

  private static let newer = DiagnosticID(
    "WB3158", "module-version-newer", .warning,
    evidence: .read(by: .program, source: "The official modules and their releases"),
    Documentation(
      summary: "A call requests a release of the module that is newer than any known one.",
      explanation: """
        This program knows the releases up to the day on which it was built. The next ones may \
        exist by now, but their inputs are not known, so the call is not checked any further.
        """,
      failing: .terraform(registry(">= 4.0.1")), passing: .terraform(registry(">= 4.0.0"))))

  private static func registry(_ constraint: String) -> String {
    """
    module "wandb" {
      source  = "wandb/wandb/helm"
      version = "\(constraint)"
      spec    = {}
    }

    """
  }

  private static let reference = DiagnosticID(
    "WB3152", "reference-without-release", .warning,
    evidence: .read(by: .terraformModules, source: "Tags of the modules' repositories"),
    Documentation(
      summary: "The `ref` of a module's source is not a release of the module.",
      explanation: """
        A source in the repository selects its release with `?ref=` and a tag, including its `v`. At \
        any other ref the inputs of the module are not known, so little of the call is checked.
        """,
      failing: .terraform(repository("main")), passing: .terraform(repository("v4.0.0"))))

  private static func repository(_ reference: String) -> String {
    """
    module "wandb" {
      source = "github.com/wandb/terraform-helm-wandb?ref=\(reference)"
      spec   = {}
    }

    """
  }

  package static func check(
    _ terraform: TerraformConfiguration, _ findings: inout RuleFindings
  ) {
    for call in terraform.calls {
      switch call.pin {
      case .chosen: checkChosen(call, &findings)
      case .constraint(let constraint): checkConstraint(call, constraint, &findings)
      case .reference: checkReference(call, &findings)
      case .contents: break
      }
    }
  }

  private static func checkConstraint(
    _ call: OfficialCall, _ constraint: VersionConstraint?, _ findings: inout RuleFindings
  ) {
    guard let text = call.call.version else { return }
    findings.add(call.problems.map { ModuleFinding($0, in: text) })
    // A private registry has releases of its own.
    guard call.problems.isEmpty, call.version == nil, call.publisher == .official else { return }
    if let newest = call.history.newestStable, let constraint,
      let next = next(after: newest), constraint.sharesVersion(with: next)
    {
      findings.add(.newer(text, newest), at: text.span, help: .checkRelease, code: newer)
      return
    }
    findings.add(
      .unsatisfied(text, call.module), at: text.span, help: .newest(call.history),
      fixes: call.history.newest.map { [.write("\($0)", for: text)] } ?? [])
  }

  /// The releases that may follow the newest known one, up to the next major version.
  private static func next(after newest: ModuleVersion) -> VersionConstraint? {
    var problems: [TextProblem] = []
    return VersionConstraint.read(
      "> \(newest), < \(newest.major + 2).0.0", as: .module, into: &problems)
  }

  private static func checkChosen(_ call: OfficialCall, _ findings: inout RuleFindings) {
    guard let version = call.version, !call.history.releases.contains(version) else { return }
    findings.add(
      .noRelease(version, call.module), at: call.call.name.span, help: .newest(call.history))
  }

  private static func checkReference(_ call: OfficialCall, _ findings: inout RuleFindings) {
    if let version = call.call.version {
      findings.add(.versionOfRepository, at: version.span, help: .appendReference)
    }
    guard call.publisher == .official, let source = call.call.source,
      let parsed = ModuleSource(source.value),
      case .repository(let ref?) = parsed.origin, !isCommit(ref)
    else { return }
    if let version = call.version {
      guard !ref.hasPrefix("v") else { return }
      findings.add(
        .notTag(ref, call.history), at: source.span, help: .writeReference(version),
        fixes: [write(version, in: source, insteadOf: ref)], code: reference)
    } else {
      findings.add(
        .notRelease(ref, call.history), at: source.span, help: .otherReferences(call.history),
        fixes: call.history.newest.map { [write($0, in: source, insteadOf: ref)] } ?? [],
        code: reference)
    }
  }

  private static func write(
    _ version: ModuleVersion, in source: Located, insteadOf ref: String
  ) -> FixIt {
    .write(
      source.value.replacing("ref=\(ref)", with: "ref=v\(version)"), for: source,
      summary: .writeReference(version))
  }

  /// Whether `ref` is a commit hash: as precise as a tag, but its inputs are not known here.
  private static func isCommit(_ ref: String) -> Bool {
    (7...40).contains(ref.utf8.count)
      && ref.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

extension ModuleHistory {
  /// The release to suggest.
  fileprivate var newest: ModuleVersion? { newestStable ?? releases.last }
}

extension Message {
  fileprivate static func unsatisfied(_ constraint: Located, _ module: OfficialModule) -> Message {
    "no release of `\(module.address)` satisfies `\(value: constraint.value.prefix(60))`"
  }

  fileprivate static func newer(_ constraint: Located, _ newest: ModuleVersion) -> Message {
    """
    `\(value: constraint.value.prefix(60))` allows only releases that are newer than the newest known \
    one, \(newest)
    """
  }

  fileprivate static let checkRelease: Message = "make sure that the release exists"

  fileprivate static func noRelease(_ version: ModuleVersion, _ module: OfficialModule) -> Message {
    "`\(module.address)` has no release \(version)"
  }

  fileprivate static func newest(_ history: ModuleHistory) -> Message {
    history.newest.map { "use the newest release, \($0)" } ?? "remove the call; it has no release"
  }

  fileprivate static let versionOfRepository: Message =
    "a module from a repository can't have a `version`"

  fileprivate static let appendReference: Message =
    "append `?ref=v…` to the source, or use the module from the registry"

  fileprivate static func notTag(_ ref: String, _ history: ModuleHistory) -> Message {
    "`\(value: ref.prefix(60))` is not a tag of `\(history.repository)`"
  }

  fileprivate static func writeReference(_ version: ModuleVersion) -> Message {
    "write `ref=v\(version)`"
  }

  fileprivate static func notRelease(_ ref: String, _ history: ModuleHistory) -> Message {
    "`\(value: ref.prefix(60))` is not a release of `\(history.repository)`"
  }

  fileprivate static func otherReferences(_ history: ModuleHistory) -> Message {
    "\(newest(history)); calls at any other ref can't be checked"
  }
}
