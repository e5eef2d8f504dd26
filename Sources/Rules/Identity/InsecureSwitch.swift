package import Diagnostics
package import Settings

/// A switch that takes protection away is on.
package enum InsecureSwitch: Rule {
  package static let id = DiagnosticID(
    "WB3047", "insecure-switch", .warning,
    Documentation(
      summary: "A switch is on that is meant for an emergency, or insecure.",
      explanation: """
        `LOCAL_RESTORE` is for the time in which nobody can sign in: the server writes credentials \
        into its log (W&B documentation, "Configure environment variables"). \
        `GORILLA_INSECURE_ALLOW_API_KEY_ADMIN_ACCESS` lets an API key do what an admin may. \
        `SKIP_AUDIENCE_VALIDATION` accepts tokens that were issued for another service.
        """,
      failing: .env("LOCAL_RESTORE=true\n"), passing: .env("LOCAL_RESTORE=false\n")))

  private static let switches: [(ServerSwitch, fault: String, help: String)] = [
    (
      .restore, "keeps the server in restore mode, with credentials in its log",
      "set it to false as soon as you can sign in"
    ),
    (
      .adminAPIKeys, "gives API keys the rights of an admin",
      "leave it out; admins can sign in instead"
    ),
    (
      .skipAudience, "accepts tokens that were issued for another service",
      "leave it out, and have tokens issued with the organization's name as audience"
    ),
  ]

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for (option, fault, help) in switches {
      let setting = resolved.configuration[option]
      guard setting.literal == true, let place = resolved.origin(of: setting) else { continue }
      report.report(
        "`\(place.spelling)` \(fault)", at: place, setting: "env.\(option.rawValue)", help: help)
    }
  }
}
