package import Diagnostics
package import Settings

/// OpenID Connect has an issuer but no client ID, or a client ID but no issuer.
package enum IncompleteOIDC: Rule {
  package static let id = DiagnosticID(
    "WB3048", "incomplete-oidc", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"Configure SSO with OIDC\""),
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
    if let origin = resolved.origin(of: oidc.issuer, without: \.oidc.clientID),
      !resolved.isMistaken("global.auth.oidc.clientId"), !isVariable("CLIENT_ID", resolved)
    {
      findings.add(
        .incomplete(origin.spelling, missing: "the client ID"), at: origin,
        setting: "global.auth.oidc.clientId", help: .setClientID)
    }
    if let origin = resolved.origin(of: oidc.clientID, without: \.oidc.issuer),
      !resolved.isMistaken("global.auth.oidc.issuer"), !isVariable("ISSUER", resolved)
    {
      findings.add(
        .incomplete(origin.spelling, missing: "the issuer"), at: origin,
        setting: "global.auth.oidc.issuer", help: .setIssuer)
    }
  }

  /// Whether a variable with a value from elsewhere sets it.
  private static func isVariable(_ name: String, _ resolved: ResolvedConfiguration) -> Bool {
    let unmodelled = resolved.configuration.unmodelled
    return ["OIDC_", "GORILLA_OIDC_"].contains { unmodelled.keeps(variable: $0 + name) }
  }
}

extension Message {
  fileprivate static let setClientID: Message = "set the client ID of the application"

  fileprivate static let setIssuer: Message = "set the issuer of the identity provider"
}
