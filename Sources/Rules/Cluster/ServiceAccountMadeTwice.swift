package import Diagnostics
package import Settings

/// Two components make a service account of the same name.
package enum ServiceAccountMadeTwice: Rule {
  package static let id = DiagnosticID(
    "WB3050", "service-account-made-twice", .warning,
    Documentation(
      summary: "The chart makes two service accounts of one name.",
      explanation: """
        Each component renders an account of its own unless `serviceAccount.create` is false \
        (operator-wandb 0.43.8), and Helm stops at the second of one name with "already exists" \
        (helm/helm#851); the documentation's example is made so. Components that share an account \
        let one of them make it.
        """,
      failing: .yaml(
        "app:\n  serviceAccount: {name: wandb}\nparquet:\n  serviceAccount: {name: wandb}\n"),
      passing: .yaml(
        """
        app:
          serviceAccount: {name: wandb}
        parquet:
          serviceAccount: {name: wandb, create: false}

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let made = resolved.components.filter { makesAccount($0.component, $0.name, resolved) }
      .compactMap { name, component in
        component.serviceAccountName.literal.flatMap { account in
          resolved.origin(of: component.serviceAccountName).map { (name, account, place: $0) }
        }
      }
      .sorted {
        ($0.place.span.file, $0.place.span.lower) < ($1.place.span.file, $1.place.span.lower)
      }
    var first: [String: SourceSpan] = [:]
    for (name, account, place) in made {
      guard let other = first[account] else {
        first[account] = place.span
        continue
      }
      report.report(
        "`\(place.spelling)` is made by another component as well", at: place,
        setting: "\(name).serviceAccount.name",
        help: "set `\(name).serviceAccount.create` to false",
        related: [Diagnostic.Label("made here", other)])
    }
  }

  private static func makesAccount(
    _ component: Component, _ name: String, _ resolved: ResolvedConfiguration
  ) -> Bool {
    if let isMade = component.serviceAccountCreate.literal { return isMade }
    // The chart's own value is true but for this one.
    return component.serviceAccountCreate.isAbsent && !resolved.isDamaged
      && name != "clickhouseMigrationJob"
  }
}
