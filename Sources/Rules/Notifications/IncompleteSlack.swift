package import Diagnostics
package import Settings

/// Only one of the two settings of the Slack application is set.
package enum IncompleteSlack: Rule {
  package static let id = DiagnosticID(
    "WB3049", "incomplete-slack", .warning,
    Documentation(
      summary: "The Slack application has a client ID and no secret, or a secret and no client ID.",
      explanation: "Alerts need both (W&B documentation, \"Configure Slack alerts\").",
      failing: .env("SLACK_CLIENT_ID=2210535565.2214029648\n"),
      passing: .env("SLACK_CLIENT_ID=2210535565.2214029648\nSLACK_SECRET=b1946ac92492d234\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let slack = resolved.configuration.slack
    report.report(
      slack.clientID, without: \.slack.secret, in: resolved, "has no secret beside it",
      setting: "global.slack.secret", help: "set the client secret of the Slack application")
    report.report(
      slack.secret, without: \.slack.clientID, in: resolved, "has no client ID beside it",
      setting: "global.slack.clientId", help: "set the client ID of the Slack application")
  }
}
