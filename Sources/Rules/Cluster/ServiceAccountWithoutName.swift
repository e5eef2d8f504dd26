package import Diagnostics
package import Settings

/// A component neither creates a service account nor names one.
package enum ServiceAccountWithoutName: Rule {
  package static let id = DiagnosticID(
    "WB3054", "service-account-without-name", .warning,
    evidence: .read(
      by: .chart, source: "Template of wandb-base 0.12.4; Kubernetes uses account `default`"),
    Documentation(
      summary: "A component neither creates nor names a service account, so it runs as `default`.",
      explanation: """
        With `serviceAccount.create: false` the chart uses the account `serviceAccount.name` or, \
        without a name, `default` of the namespace (wandb-base 0.12.4), which has none of the \
        rights that were granted to another account.
        """,
      failing: .yaml("app:\n  serviceAccount:\n    create: false\n"),
      passing: .yaml("app:\n  serviceAccount:\n    create: false\n    name: wandb\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard !resolved.isDamaged else { return }
    for (name, component) in resolved.components
    where component.serviceAccountCreate.literal == false
      && component.serviceAccountName.isAbsent && !exempt.contains(name)
    {
      guard let origin = resolved.origin(of: component.serviceAccountCreate) else { continue }
      findings.add(
        .missingAccount(origin.spelling), at: origin, setting: "\(name).serviceAccount.name",
        help: .nameAccount(of: name))
    }
  }

  /// The first has no account in the chart's own values either; the second has a name there.
  private static let exempt = ["clickhouseMigrationJob", "lumen-agent"]
}

extension Message {
  fileprivate static func missingAccount(_ spelling: String) -> Message {
    "`\(spelling)` is false, but no account is named"
  }

  fileprivate static func nameAccount(of component: String) -> Message {
    "set `\(component).serviceAccount.name`; otherwise the pods run as `default`"
  }
}
