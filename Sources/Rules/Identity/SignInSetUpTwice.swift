package import Diagnostics
package import Settings

/// Both OpenID Connect and LDAP are configured for sign-in.
package enum SignInSetUpTwice: Rule {
  package static let id = DiagnosticID(
    "WB3041", "sign-in-set-up-twice", .warning,
    evidence: .read(
      by: .server, source: "W&B documentation, \"Configure LDAP\" and \"Configure SSO with OIDC\""),
    Documentation(
      summary: "Both OpenID Connect and LDAP are configured.",
      explanation: """
        The documentation describes them as alternatives, and does not say which of them the \
        server uses. Set `LDAP_LOGIN=false` if LDAP is configured only for a test.
        """,
      failing: .env(
        """
        OIDC_ISSUER=https://wandb.okta.com
        OIDC_CLIENT_ID=0oa1
        LDAP_ADDRESS=ldaps://ldap.example.com

        """),
      passing: .env(
        """
        OIDC_ISSUER=https://wandb.okta.com
        OIDC_CLIENT_ID=0oa1
        LDAP_ADDRESS=ldaps://ldap.example.com
        LDAP_LOGIN=false

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let (oidc, ldap) = (resolved.configuration.oidc, resolved.configuration.ldap)
    guard ldap.login.literal != false,
      let other = resolved.origin(ifSet: oidc.issuer) ?? resolved.origin(ifSet: oidc.clientID),
      let origin = resolved.origin(ifSet: ldap.address) ?? resolved.origin(ifSet: ldap.login)
        ?? resolved.origin(ifSet: ldap.connectionString)
    else { return }
    findings.add(
      .bothSignIns(origin.spelling), at: origin, setting: "ldap.address", help: .removeOne,
      related: [.init(.openIDConnect, other.span)])
  }
}

extension Message {
  fileprivate static func bothSignIns(_ spelling: String) -> Message {
    "`\(spelling)` configures LDAP in addition to OpenID Connect"
  }

  fileprivate static let removeOne: Message = "remove one of the two"

  fileprivate static let openIDConnect: Message = "OpenID Connect is configured here"
}
