package import Diagnostics
package import Settings

/// OpenID Connect has an issuer and no client ID, or a client ID and no issuer.
package enum IncompleteOIDC: Rule {
  package static let id = DiagnosticID(
    "WB3048", "incomplete-oidc", .warning,
    Documentation(
      summary: "Only one of issuer and client ID of OpenID Connect is set.",
      explanation: """
        Sign-in needs both; the secret depends on the identity provider (W&B documentation, \
        "Configure SSO with OIDC"). Empty text sets nothing.
        """,
      failing: .yaml("global:\n  auth:\n    oidc:\n      issuer: https://wandb.okta.com\n"),
      passing: .yaml(
        """
        global:
          auth:
            oidc:
              issuer: https://wandb.okta.com
              clientId: 0oa1

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let oidc = resolved.configuration.oidc
    report.report(
      oidc.issuer, without: \.oidc.clientID, in: resolved, "has no client ID beside it",
      setting: "global.auth.oidc.clientId", help: "set the client ID of the application")
    report.report(
      oidc.clientID, without: \.oidc.issuer, in: resolved, "has no issuer beside it",
      setting: "global.auth.oidc.issuer", help: "set the issuer of the identity provider")
  }
}
