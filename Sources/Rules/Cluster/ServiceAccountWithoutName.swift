package import Diagnostics
package import Settings

/// A component makes no service account and names none.
package enum ServiceAccountWithoutName: Rule {
  package static let id = DiagnosticID(
    "WB3054", "service-account-without-name", .warning,
    Documentation(
      summary: "A component makes no service account and names none, so it runs as `default`.",
      explanation: """
        With `serviceAccount.create: false` the chart takes the account of `serviceAccount.name`, \
        and without one `default` of the namespace (wandb-base 0.12.4), which has none of the \
        rights that were given to another account.
        """,
      failing: .yaml("app:\n  serviceAccount:\n    create: false\n"),
      passing: .yaml("app:\n  serviceAccount:\n    create: false\n    name: wandb\n")))

  /// One has no account of its own in the chart's values either, the other a name.
  private static let exempt = ["clickhouseMigrationJob", "lumen-agent"]

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    guard !resolved.isDamaged else { return }
    for (name, component) in resolved.components
    where component.serviceAccountCreate.literal == false
      && component.serviceAccountName.isAbsent && !exempt.contains(name)
    {
      guard let place = resolved.origin(of: component.serviceAccountCreate) else { continue }
      report.report(
        "`\(place.spelling)` is false, and no account is named", at: place,
        setting: "\(name).serviceAccount.name",
        help: "set `\(name).serviceAccount.name`; the pods run as `default` otherwise")
    }
  }
}
