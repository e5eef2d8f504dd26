package import Diagnostics
package import Settings

/// Groups or names are to come from a sign-in that is not set up.
package enum GroupSyncWithoutSignIn: Rule {
  package static let id = DiagnosticID(
    "WB3046", "group-sync-without-sign-in", .warning,
    Documentation(
      summary: "A switch of LDAP or OpenID Connect is on, and that sign-in is not set up.",
      explanation: """
        `GORILLA_LDAP_GROUP_SYNC` is for LDAP, `GORILLA_ENABLE_SSO_GROUP_CLAIMS` and \
        `GORILLA_USE_IDENTIFIER_CLAIMS` are for OpenID Connect (W&B documentation, "Advanced IAM \
        configuration"). Inputs that name neither the host nor the other sign-in are taken for a \
        part of a configuration.
        """,
      failing: .env("HOST=https://wandb.example.com\nGORILLA_LDAP_GROUP_SYNC=true\n"),
      passing: .env(
        """
        HOST=https://wandb.example.com
        LDAP_ADDRESS=ldaps://ldap.example.com
        GORILLA_LDAP_GROUP_SYNC=true

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let switches = [ServerSwitch.ldapGroupSync, .ssoGroupClaims, .identifierClaims].filter {
      resolved.configuration[$0].literal == true
    }
    guard !switches.isEmpty else { return }
    let hasNoLDAP =
      resolved.lacks(\.ldap.address) && resolved.lacks(\.ldap.connectionString)
      && resolved.lacks(\.ldap.login)
    let hasNoOIDC = resolved.lacks(\.oidc.issuer) && resolved.lacks(\.oidc.clientID)
    guard hasNoLDAP || hasNoOIDC,
      !(hasNoLDAP && hasNoOIDC && resolved.configuration.host.isAbsent)
    else { return }
    for option in switches {
      let isOfLDAP = option == .ldapGroupSync
      let setting = resolved.configuration[option]
      guard isOfLDAP ? hasNoLDAP : hasNoOIDC,
        let place = resolved.origin(of: setting)
      else { continue }
      let signIn = isOfLDAP ? "LDAP" : "OpenID Connect"
      report.report(
        "`\(place.spelling)` needs \(signIn), which is not set up", at: place,
        setting: "env.\(option.rawValue)", help: "set up \(signIn), or leave the switch out")
    }
  }
}
