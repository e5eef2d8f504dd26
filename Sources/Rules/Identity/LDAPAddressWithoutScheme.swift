package import Diagnostics
package import Settings

/// The address of the LDAP server is not an LDAP URL.
package enum LDAPAddressWithoutScheme: Rule {
  package static let id = DiagnosticID(
    "WB3023", "ldap-address-without-scheme", .error,
    evidence: .read(
      by: .server,
      source: """
        W&B documentation, "Configure LDAP": the address includes "ldap://" or "ldaps://"
        """),
    Documentation(
      summary: "The LDAP address does not begin with `ldap://` or `ldaps://`.",
      explanation: """
        The scheme determines whether the connection uses TLS from the start; the documentation's \
        example is `ldaps://ldap.example.com:636`.
        """,
      failing: .env("LOCAL_LDAP_ADDRESS=ldap.example.com:636\n"),
      passing: .env("LOCAL_LDAP_ADDRESS=ldaps://ldap.example.com:636\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.ldap.address
    guard let address = setting.literal?.lowercased(), let origin = resolved.origin(of: setting),
      !address.hasPrefix("ldap://"), !address.hasPrefix("ldaps://")
    else { return }
    findings.add(
      .missingScheme(origin.spelling), at: origin, setting: "ldap.address",
      help: address.hasSuffix(":636") ? .writeLDAPS : .writeEitherScheme)
  }
}

extension Message {
  fileprivate static func missingScheme(_ spelling: String) -> Message {
    "`\(spelling)` must begin with `ldap://` or `ldaps://`"
  }

  fileprivate static let writeLDAPS: Message = "write ldaps://HOST:636"

  fileprivate static let writeEitherScheme: Message = "write ldaps://HOST:636, or ldap://HOST:389"
}
