package import Diagnostics
package import Settings

/// A mail server in Helm values has no user.
package enum SMTPUserMissing: Rule {
  package static let id = DiagnosticID(
    "WB3034", "smtp-user-missing", .warning,
    Documentation(
      summary: "The chart writes `smtp://:@HOST:PORT` for a mail server without a user.",
      explanation: """
        The template puts user and password in front of every host (operator-wandb 0.43.8, \
        rendered), so the server signs in with an empty name. A mail server that asks for none \
        goes into `GORILLA_EMAIL_SINK`, below `global.extraEnv`.
        """,
      failing: .yaml("global:\n  email:\n    smtp:\n      host: smtp.example.com\n"),
      passing: .yaml(
        "global:\n  extraEnv:\n    GORILLA_EMAIL_SINK: smtp://smtp.example.com:587\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let email = resolved.configuration.email
    // In a variable the URL is what it is; `SMTP_USER` beside the chart's own has its finding.
    guard resolved.origin(of: email.host)?.spelling.hasPrefix("global.email.smtp") == true,
      !resolved.configuration.unmodelled.keeps(variable: "SMTP_USER")
    else { return }
    report.report(
      email.host, without: \.email.user, in: resolved,
      "has no user beside it, and the chart writes `smtp://:@HOST:PORT`",
      setting: "global.email.smtp.user",
      help: "set user and password, or smtp://HOST:PORT as `global.extraEnv.GORILLA_EMAIL_SINK`")
  }
}
