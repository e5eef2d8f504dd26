package import Diagnostics
package import Settings

/// OpenID Connect has an issuer but no client ID, or a client ID but no issuer.
package enum IncompleteOIDC: Rule {
  package static let id = DiagnosticID(
    "WB3048", "incomplete-oidc", .warning,
    Documentation(
      summary: "Only one of the OpenID Connect issuer and client ID is set.",
      explanation: """
        Sign-in requires both; whether a secret is required depends on the identity provider (W&B \
        documentation, "Configure SSO with OIDC"). An empty string counts as not set.
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

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let oidc = resolved.configuration.oidc
    findings.add(
      oidc.issuer, without: \.oidc.clientID, in: resolved, "is set, but the client ID is missing",
      setting: "global.auth.oidc.clientId", help: "set the client ID of the application")
    findings.add(
      oidc.clientID, without: \.oidc.issuer, in: resolved, "is set, but the issuer is missing",
      setting: "global.auth.oidc.issuer", help: "set the issuer of the identity provider")
  }
}
