package import Diagnostics
package import Settings

/// A mail server in Helm values has no user.
package enum SMTPUserMissing: Rule {
  package static let id = DiagnosticID(
    "WB3034", "smtp-user-missing", .warning,
    evidence: .read(
      by: .chart, source: "Template of the mail sink, rendered: `smtp://:@HOST:PORT`"),
    Documentation(
      summary: "The chart writes `smtp://:@HOST:PORT` for a mail server without a user.",
      explanation: """
        The template puts user and password before every host (\(ChartRelease.citation), \
        rendered), so the server signs in with an empty name. Set a mail server without authentication as \
        `GORILLA_EMAIL_SINK` in `global.extraEnv`.
        """,
      failing: .yaml("global:\n  email:\n    smtp:\n      host: smtp.example.com\n"),
      passing: .yaml(
        "global:\n  extraEnv:\n    GORILLA_EMAIL_SINK: smtp://smtp.example.com:587\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let email = resolved.configuration.email
    // In a variable the URL is used as it is; `SMTP_USER` next to the chart's own is reported
    // elsewhere.
    guard resolved.origin(of: email.host)?.isAtOrBelow("global.email.smtp") == true,
      !resolved.configuration.unmodelled.keeps(variable: "SMTP_USER"),
      let origin = resolved.origin(of: email.host, without: \.email.user)
    else { return }
    findings.add(
      .missingUser(origin.spelling), at: origin, setting: "global.email.smtp.user",
      help: .setUserOrSink)
  }
}

extension Message {
  fileprivate static func missingUser(_ spelling: String) -> Message {
    "`\(spelling)` is set without a user, so the chart writes `smtp://:@HOST:PORT`"
  }

  fileprivate static let setUserOrSink: Message =
    "set user and password, or smtp://HOST:PORT as `global.extraEnv.GORILLA_EMAIL_SINK`"
}
