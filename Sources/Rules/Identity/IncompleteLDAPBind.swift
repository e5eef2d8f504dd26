package import Diagnostics
package import Settings

/// LDAP has a user to bind with and no password, or a password and no user.
package enum IncompleteLDAPBind: Rule {
  package static let id = DiagnosticID(
    "WB3024", "incomplete-ldap-bind", .error,
    Documentation(
      summary: "Only one of bind DN and bind password is set.",
      explanation: """
        The server binds as `BIND_DN` with `BIND_PW`. Without a password it binds anonymously \
        although a user is named, and a password alone belongs to nobody (W&B documentation, \
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

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let ldap = resolved.configuration.ldap
    report.report(
      ldap.bindDN, without: \.ldap.bindPassword, in: resolved, "has no password beside it",
      setting: "ldap.bindPassword", help: "set the bind password, or neither to bind anonymously")
    report.report(
      ldap.bindPassword, without: \.ldap.bindDN, in: resolved, "belongs to no bind DN",
      setting: "ldap.bindDN", help: "set the bind DN, or neither to bind anonymously")
  }
}
