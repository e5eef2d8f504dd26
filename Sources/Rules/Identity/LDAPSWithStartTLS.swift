package import Diagnostics
package import Settings

/// StartTLS is enabled for an LDAP connection that already uses TLS.
package enum LDAPSWithStartTLS: Rule {
  package static let id = DiagnosticID(
    "WB3025", "ldaps-with-start-tls", .warning,
    evidence: .read(
      by: .directoryServers, source: "RFC 4511, section 4.14.1: StartTLS fails inside TLS"),
    Documentation(
      summary: "`TLS_ENABLE` is set for an `ldaps://` address.",
      explanation: """
        `ldaps://` uses TLS from the first byte; `TLS_ENABLE` upgrades a connection that began \
        without TLS, and servers refuse that inside TLS.
        """,
      failing: .env("LDAP_ADDRESS=ldaps://ldap.example.com\nLDAP_TLS_ENABLE=true\n"),
      passing: .env("LDAP_ADDRESS=ldap://ldap.example.com\nLDAP_TLS_ENABLE=true\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let ldap = resolved.configuration.ldap
    guard ldap.tls.literal == true, let origin = resolved.origin(of: ldap.tls),
      ldap.address.literal?.lowercased().hasPrefix("ldaps://") == true,
      let address = resolved.origin(of: ldap.address)
    else { return }
    findings.add(
      .upgradesTLS(origin.spelling), at: origin, setting: "ldap.tls", help: .disableOrUseLDAP,
      related: [.init(.usesTLS, address.span)],
      fixes: [.writeLiteral("false", for: Located("true", origin.span))])
  }
}

extension Message {
  fileprivate static func upgradesTLS(_ spelling: String) -> Message {
    "`\(spelling)` upgrades a connection that already uses TLS"
  }

  fileprivate static let disableOrUseLDAP: Message =
    "set it to false, or use ldap:// in the address"

  fileprivate static let usesTLS: Message = "this address uses TLS from the start"
}
