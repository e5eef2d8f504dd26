package import Diagnostics
package import Settings

/// A switch that disables a protection is on.
package enum InsecureSwitch: Rule {
  package static let id = DiagnosticID(
    "WB3047", "insecure-switch", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"Configure environment variables\""),
    Documentation(
      summary: "A switch is on that is insecure, or meant only for an emergency.",
      explanation: """
        `LOCAL_RESTORE` is for when nobody can sign in: the server writes credentials to its log \
        (W&B documentation, "Configure environment variables"). \
        `GORILLA_INSECURE_ALLOW_API_KEY_ADMIN_ACCESS` gives API keys the rights of an admin. \
        `SKIP_AUDIENCE_VALIDATION` accepts tokens that were issued for another service.
        """,
      failing: .env("LOCAL_RESTORE=true\n"), passing: .env("LOCAL_RESTORE=false\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for (option, fault, help) in switches {
      let setting = resolved.configuration[option]
      guard setting.literal == true, let origin = resolved.origin(of: setting) else { continue }
      findings.add(
        .setting(origin.spelling, fault), at: origin, setting: "env.\(option.rawValue)", help: help)
    }
  }

  private static let switches: [(ServerSwitch, fault: Message, help: Message)] = [
    (.restore, .restoreMode, .endRestoreMode),
    (.adminAPIKeys, .adminKeys, .signInAsAdmin),
    (.skipAudience, .foreignTokens, .issueTokensForOrganization),
  ]
}

extension Message {
  fileprivate static let restoreMode: Message =
    "keeps the server in restore mode, with credentials in its log"

  fileprivate static let endRestoreMode: Message = "set it to false as soon as you can sign in"

  fileprivate static let adminKeys: Message = "gives API keys the rights of an admin"

  fileprivate static let signInAsAdmin: Message = "remove it; admins can sign in instead"

  fileprivate static let foreignTokens: Message =
    "accepts tokens that were issued for another service"

  fileprivate static let issueTokensForOrganization: Message =
    "remove it, and have tokens issued with the organization's name as audience"
}
