package import Diagnostics
package import Settings

/// The license has expired.
package enum ExpiredLicense: Rule {
  package static let id = DiagnosticID(
    "WB3019", "expired-license", .error,
    evidence: .read(by: .server, source: "wandb/server#127; wandb/wandb#5520"),
    Documentation(
      summary: "The license has expired.",
      explanation: """
        The token's claim `exp` (or `expiresAt`) lies in the past; the current time is the clock \
        or `SOURCE_DATE_EPOCH`. The server allows a grace period of a few days at most \
        (wandb/wandb#5520).
        """,
      failing: .yaml("global:\n  license: eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjEwMDAwMDAwMDB9.c2ln\n"),
      passing: .yaml("global:\n  license: eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2ln\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.license
    guard let license = setting.literal,
      let expiry = license.reveal({ LicenseClaims($0)?.expiry }), expiry < resolved.now
    else { return }
    findings.add(
      .expired(daysAgo: (resolved.now - expiry) / 86_400), at: resolved.origin(of: setting),
      setting: "global.license", help: .askForLicense)
  }
}

extension Message {
  fileprivate static func expired(daysAgo days: Int64) -> Message {
    "the license expired \(days) day\(days == 1 ? "" : "s") ago"
  }

  fileprivate static let askForLicense: Message = "ask W&B for a new one"
}
