package import Diagnostics
package import Settings

/// Groups or names are synced from a sign-in method that is not configured.
package enum GroupSyncWithoutSignIn: Rule {
  package static let id = DiagnosticID(
    "WB3046", "group-sync-without-sign-in", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"Advanced IAM configuration\""),
    Documentation(
      summary: "An LDAP or OpenID Connect switch is on, but that sign-in method is not configured.",
      explanation: """
        `GORILLA_LDAP_GROUP_SYNC` is for LDAP; `GORILLA_ENABLE_SSO_GROUP_CLAIMS` and \
        `GORILLA_USE_IDENTIFIER_CLAIMS` are for OpenID Connect (W&B documentation, "Advanced IAM \
        configuration"). Inputs that set neither the host nor the other sign-in method are treated \
        as part of a larger configuration.
        """,
      failing: .env("HOST=https://wandb.example.com\nGORILLA_LDAP_GROUP_SYNC=true\n"),
      passing: .env(
        """
        HOST=https://wandb.example.com
        LDAP_ADDRESS=ldaps://ldap.example.com
        GORILLA_LDAP_GROUP_SYNC=true

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
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
        let origin = resolved.origin(of: setting)
      else { continue }
      let signIn = isOfLDAP ? "LDAP" : "OpenID Connect"
      findings.add(
        .missingSignIn(signIn, for: origin.spelling), at: origin, setting: "env.\(option.rawValue)",
        help: .configure(signIn))
    }
  }
}

extension Message {
  fileprivate static func missingSignIn(_ signIn: String, for spelling: String) -> Message {
    "`\(spelling)` requires \(signIn), which is not configured"
  }

  fileprivate static func configure(_ signIn: String) -> Message {
    "configure \(signIn), or remove the switch"
  }
}
