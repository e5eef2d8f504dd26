package import Diagnostics
package import Settings

/// LDAP has a bind user but no password, or a password but no user.
package enum IncompleteLDAPBind: Rule {
  package static let id = DiagnosticID(
    "WB3024", "incomplete-ldap-bind", .error,
    evidence: .read(
      by: .directoryServers,
      source: "RFC 4513, section 5.1.2: servers reject a name without a password"),
    Documentation(
      summary: "Only one of bind DN and bind password is set.",
      explanation: """
        The server binds as `BIND_DN` with `BIND_PW`. Without a password it binds anonymously \
        although a user is named, and a password alone belongs to no user (W&B documentation, \
        "Configure LDAP").
        """,
      failing: .env(
        """
        LDAP_ADDRESS=ldaps://ldap.example.com
        LDAP_BIND_DN=cn=admin,dc=example,dc=org

        """),
      passing: .env(
        """
        LDAP_ADDRESS=ldaps://ldap.example.com
        LDAP_BIND_DN=cn=admin,dc=example,dc=org
        LDAP_BIND_PW=s3cr3t

        """)))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let ldap = resolved.configuration.ldap
    if let origin = resolved.origin(of: ldap.bindDN, without: \.ldap.bindPassword) {
      findings.add(
        .incomplete(origin.spelling, missing: "the bind password"), at: origin,
        setting: "ldap.bindPassword", help: .setPassword)
    }
    // A file with nothing but secrets is one of several.
    if ldap.isSet, let origin = resolved.origin(of: ldap.bindPassword, without: \.ldap.bindDN) {
      findings.add(
        .incomplete(origin.spelling, missing: "the bind DN"), at: origin, setting: "ldap.bindDN",
        help: .setDN)
    }
  }
}

extension Message {
  fileprivate static let setPassword: Message =
    "set the bind password, or remove the bind DN to bind anonymously"

  fileprivate static let setDN: Message =
    "set the bind DN, or remove the password to bind anonymously"
}
