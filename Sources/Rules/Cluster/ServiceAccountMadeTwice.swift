package import Diagnostics
package import Settings

/// Two components create a service account with the same name.
package enum ServiceAccountMadeTwice: Rule {
  package static let id = DiagnosticID(
    "WB3050", "duplicate-service-account", .warning,
    evidence: .read(
      by: .helm, source: "helm/helm#851: \"already exists\"; templates of the newest release"),
    Documentation(
      summary: "The chart creates two service accounts with the same name.",
      explanation: """
        Each component renders its own account unless `serviceAccount.create` is false \
        (\(ChartRelease.citation)), and Helm stops at the second account of the same name with \
        "already exists" (helm/helm#851); the documentation's example has this problem. Let one of \
        the components that share an account create it.
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

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let created = resolved.components.filter { createsAccount($0.component, $0.name, resolved) }
      .compactMap { name, component in
        component.serviceAccountName.literal.flatMap { account in
          resolved.origin(of: component.serviceAccountName).map { (name, account, origin: $0) }
        }
      }
      .sorted {
        ($0.origin.span.file, $0.origin.span.lower) < ($1.origin.span.file, $1.origin.span.lower)
      }
    var first: [String: (name: String, span: SourceSpan)] = [:]
    for (name, account, origin) in created {
      guard let other = first[account] else {
        first[account] = (name, origin.span)
        continue
      }
      findings.add(
        .createdTwice(account, by: other.name, name), at: origin,
        setting: "\(name).serviceAccount.name", help: .disableCreation(in: name),
        related: [.init(.firstCreated, other.span)])
    }
  }

  private static func createsAccount(
    _ component: Component, _ name: String, _ resolved: ResolvedConfiguration
  ) -> Bool {
    if let isCreated = component.serviceAccountCreate.literal { return isCreated }
    let path = ChartPath([name, "serviceAccount", "create"])
    return component.serviceAccountCreate.isAbsent && !resolved.isDamaged
      && resolved.installs(component: name) != false
      && ChartReads.default(at: path, in: resolved.chartVersion)?.value == "true"
  }
}

extension Message {
  fileprivate static func createdTwice(
    _ account: String, by first: String, _ second: String
  ) -> Message {
    "`\(first)` and `\(second)` both create service account `\(value: account)`"
  }

  fileprivate static func disableCreation(in component: String) -> Message {
    "set `\(component).serviceAccount.create` to false"
  }

  fileprivate static let firstCreated: Message = "first created here"
}
