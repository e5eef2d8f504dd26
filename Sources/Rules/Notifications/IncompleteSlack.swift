package import Diagnostics
package import Settings

/// Only one of the two settings of the Slack application is set.
package enum IncompleteSlack: Rule {
  package static let id = DiagnosticID(
    "WB3049", "incomplete-slack", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"Configure Slack alerts\""),
    Documentation(
      summary: "The Slack application has a client ID but no secret, or a secret but no client ID.",
      explanation: "Alerts require both (W&B documentation, \"Configure Slack alerts\").",
      failing: .env("SLACK_CLIENT_ID=2210535565.2214029648\n"),
      passing: .env("SLACK_CLIENT_ID=2210535565.2214029648\nSLACK_SECRET=b1946ac92492d234\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let slack = resolved.configuration.slack
    if let origin = resolved.origin(of: slack.clientID, without: \.slack.secret) {
      findings.add(
        .incomplete(origin.spelling, missing: "the secret"), at: origin,
        setting: "global.slack.secret", help: .setSecret)
    }
    if let origin = resolved.origin(of: slack.secret, without: \.slack.clientID) {
      findings.add(
        .incomplete(origin.spelling, missing: "the client ID"), at: origin,
        setting: "global.slack.clientId", help: .setClientID)
    }
  }
}

extension Message {
  fileprivate static let setSecret: Message = "set the client secret of the Slack application"

  fileprivate static let setClientID: Message = "set the client ID of the Slack application"
}
