package import Diagnostics
package import Settings

/// The list of LDAP attributes lacks one that the server requires.
package enum IncompleteLDAPAttributes: Rule {
  package static let id = DiagnosticID(
    "WB3026", "incomplete-ldap-attributes", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"Configure LDAP\""),
    Documentation(
      summary:
        "The LDAP attributes are not a list that includes the email and the group attribute.",
      explanation: """
        `ATTRIBUTES` is a comma-separated list of names, `email=mail,group=gidNumber` (W&B \
        documentation, "Configure LDAP").
        """,
      failing: .env("LDAP_ATTRIBUTES=email=mail\n"),
      passing: .env("LDAP_ATTRIBUTES=email=mail, group=gidNumber\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.ldap.attributes
    guard let text = setting.literal, let origin = resolved.origin(of: setting) else { return }
    guard let names = names(in: text) else {
      return findings.add(
        .malformedList(origin.spelling), at: origin.span, via: origin.via,
        setting: "ldap.attributes",
        help: .writeList)
    }
    let missing = ["email", "group"].filter { !names.contains($0) }
    guard !missing.isEmpty else { return }
    findings.add(
      .missingAttributes(missing, in: origin.spelling), at: origin, setting: "ldap.attributes",
      help: .addAttributes(missing))
  }

  /// The names before `=`; nil if an item has no name or no attribute.
  private static func names(in text: String) -> [String]? {
    var names: [String] = []
    for item in text.split(separator: ",") {
      let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.filter { !$0.isWhitespace } }
      if sides == [""] { continue }
      guard sides.count == 2, !sides.contains("") else { return nil }
      names.append(sides[0].lowercased())
    }
    return names
  }
}

extension Message {
  fileprivate static func malformedList(_ spelling: String) -> Message {
    "`\(spelling)` must be a comma-separated list of `name=attribute`"
  }

  fileprivate static let writeList: Message = "write email=ATTRIBUTE,group=ATTRIBUTE"

  fileprivate static func missingAttributes(_ names: [String], in spelling: String) -> Message {
    "`\(spelling)` has no attribute for `\(names.joined(separator: "` and `"))`"
  }

  fileprivate static func addAttributes(_ names: [String]) -> Message {
    "add \(names.map { "\($0)=ATTRIBUTE" }.joined(separator: ","))"
  }
}
