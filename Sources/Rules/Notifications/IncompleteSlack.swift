package import Diagnostics
package import Settings

/// Only one of the two settings of the Slack application is set.
package enum IncompleteSlack: Rule {
  package static let id = DiagnosticID(
    "WB3049", "incomplete-slack", .warning,
    Documentation(
      summary: "The Slack application has a client ID but no secret, or a secret but no client ID.",
      explanation: "Alerts require both (W&B documentation, \"Configure Slack alerts\").",
      failing: .env("SLACK_CLIENT_ID=2210535565.2214029648\n"),
      passing: .env("SLACK_CLIENT_ID=2210535565.2214029648\nSLACK_SECRET=b1946ac92492d234\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let slack = resolved.configuration.slack
    findings.add(
      slack.clientID, without: \.slack.secret, in: resolved, "is set, but the secret is missing",
      setting: "global.slack.secret", help: "set the client secret of the Slack application")
    findings.add(
      slack.secret, without: \.slack.clientID, in: resolved, "is set, but the client ID is missing",
      setting: "global.slack.clientId", help: "set the client ID of the Slack application")
  }
}
