package import Diagnostics
package import Settings

/// The LDAP base DN is set to a list of attributes.
package enum AttributesInBaseDN: Rule {
  package static let id = DiagnosticID(
    "WB3022", "attributes-in-base-dn", .error,
    evidence: .read(
      by: .directoryServers,
      source: "RFC 4511, result `noSuchObject`; W&B documentation, \"Configure LDAP\""),
    Documentation(
      summary: "The LDAP base DN is set to the list of attributes.",
      explanation: """
        The documentation's table shows `email=mail,group=gidNumber` for `BASE_DN`, which is a \
        value for `ATTRIBUTES`. The base DN is the root from which searches start.
        """,
      failing: .env("LOCAL_LDAP_BASE_DN=email=mail,group=gidNumber\n"),
      passing: .env("LOCAL_LDAP_BASE_DN=ou=people,dc=example,dc=org\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let ldap = resolved.configuration.ldap
    check(ldap.baseDN, "ldap.baseDN", resolved, &findings)
    check(ldap.userBaseDN, "ldap.userBaseDN", resolved, &findings)
    check(ldap.groupBaseDN, "ldap.groupBaseDN", resolved, &findings)
  }

  private static func check(
    _ setting: Setting<String>, _ name: String, _ resolved: ResolvedConfiguration,
    _ findings: inout RuleFindings
  ) {
    guard let text = setting.literal, isAttributeList(text),
      let origin = resolved.origin(of: setting)
    else { return }
    findings.add(
      .listOfAttributes(origin.spelling), at: origin, setting: name, help: .writeSearchRoot)
  }

  private static func isAttributeList(_ text: String) -> Bool {
    text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { component in
      guard let sign = component.firstIndex(of: "=") else { return false }
      let type = component[..<sign].filter { $0 != " " }.lowercased()
      return type == "email" || type == "group"
    }
  }
}

extension Message {
  fileprivate static func listOfAttributes(_ spelling: String) -> Message {
    "`\(spelling)` is a list of attributes, not a distinguished name"
  }

  fileprivate static let writeSearchRoot: Message =
    "write the root of the search, such as dc=example,dc=org; the list belongs in the attributes"
}
