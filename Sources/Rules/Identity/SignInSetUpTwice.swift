package import Diagnostics
package import Settings

/// People are to sign in with OpenID Connect and with LDAP.
package enum SignInSetUpTwice: Rule {
  package static let id = DiagnosticID(
    "WB3041", "sign-in-set-up-twice", .warning,
    Documentation(
      summary: "Both OpenID Connect and LDAP are set up.",
      explanation: """
        The documentation describes them as alternatives, and does not say which of them the \
        server takes. `LDAP_LOGIN=false` says that LDAP is only to be tested.
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

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let (oidc, ldap) = (resolved.configuration.oidc, resolved.configuration.ldap)
    guard ldap.login.literal != false,
      let other = resolved.origin(ofGiven: oidc.issuer) ?? resolved.origin(ofGiven: oidc.clientID),
      let place = resolved.origin(ofGiven: ldap.address) ?? resolved.origin(ofGiven: ldap.login)
        ?? resolved.origin(ofGiven: ldap.connectionString)
    else { return }
    report.report(
      "`\(place.spelling)` sets up LDAP beside OpenID Connect", at: place.span, via: place.via,
      setting: "ldap.address", help: "remove one of the two",
      related: [.init("OpenID Connect is set up here", other.span)])
  }
}
