package import Diagnostics

/// How the server sends mail.
package struct Email: Sendable {
  /// `email.scheme`: how mail is sent: through an SMTP server, or through a service over HTTPS.
  package var scheme = Setting<MailScheme>()
  /// `global.email.smtp.host`: the host name of the SMTP server; if not set, mail goes through W&B.
  package var host = Setting<String>()
  /// `global.email.smtp.port`: the TCP port of the SMTP server.
  package var port = Setting<Int>()
  /// `global.email.smtp.user`: the user for the SMTP server.
  package var user = Setting<String>()
  /// `global.email.smtp.password`: the password for the SMTP server.
  package var password = Setting<Secret>()
  /// `email.path`: the path of the mail service, for HTTPS.
  package var path = Setting<String>()
  /// `global.email.smtp.mailFrom`: the address that mail is sent from; `noreply@wandb.com` by
  /// default.
  package var from = Setting<String>()

  /// Nothing is set.
  package init() {}
}

/// The schemes of the variable that names the mail server.
package enum MailScheme: String, WordValue {
  case smtp, https
}

/// The Slack application of the instance.
package struct Slack: Sendable {
  /// `global.slack.clientId`: the client ID of the Slack application.
  package var clientID = Setting<String>()
  /// `global.slack.secret`: the client secret of the Slack application.
  package var secret = Setting<Secret>()

  /// Nothing is set.
  package init() {}
}

extension FieldSection {
  static let email = FieldSection(
    "Email", "global.email.smtp",
    variables: """
      GORILLA_EMAIL_SINK GORILLA_EMAIL_FROM_ADDRESS SMTP_HOST SMTP_PORT SMTP_USER SMTP_PASSWORD
      """,
    source: "Documentation, \"Configure SMTP\"; chart \(ChartRelease.citation)",
    composites: [
      Composite(
        "GORILLA_EMAIL_SINK", .email, members: [sink],
        split: { URLComposite.split($0, sink) },
        join: { URLComposite.join($0, sink, scheme: $0.text(.scheme) ?? "smtp") })
    ],
    fields: [
      Field(
        "email.scheme", \.email.scheme, [.part(.scheme, of: sink)],
        implied: SmallMap(.helm, "smtp"),
        summary: "How mail is sent: through an SMTP server, or through a service over HTTPS."),
      Field(
        "global.email.smtp.host", \.email.host,
        [.helm("global.email.smtp.host", .literalOrReference), .part(.host, of: sink)]
          + Spelling.derived("SMTP_HOST"),
        summary: "The host name of the SMTP server; if not set, mail goes through W&B."),
      Field(
        "global.email.smtp.port", \.email.port,
        [.helm("global.email.smtp.port", .literalOrReference), .part(.port, of: sink)]
          + Spelling.derived("SMTP_PORT"), [.port],
        summary: "The TCP port of the SMTP server."),
      Field(
        "global.email.smtp.user", \.email.user,
        [.helm("global.email.smtp.user", .literalOrReference, .urlText), .part(.user, of: sink)]
          + Spelling.derived("SMTP_USER"),
        summary: "The user for the SMTP server."),
      Field(
        "global.email.smtp.password", \.email.password,
        [
          .helm("global.email.smtp.password", .literalOrReference, .urlText),
          .part(.password, of: sink),
        ] + Spelling.derived("SMTP_PASSWORD"),
        summary: "The password for the SMTP server."),
      Field(
        "email.path", \.email.path, [.part(.path, of: sink)],
        summary: "The path of the mail service, for HTTPS."),
      Field(
        "global.email.smtp.mailFrom", \.email.from,
        [
          .helm("global.email.smtp.mailFrom", .literalOrReference),
          .environment("GORILLA_EMAIL_FROM_ADDRESS"),
        ],
        summary: "The address that mail is sent from; `noreply@wandb.com` by default."),
    ])

  private static let sink = Location.environment("GORILLA_EMAIL_SINK")

  static let slack = FieldSection(
    "Slack", "global.slack",
    variables: "SLACK_CLIENT_ID SLACK_SECRET GORILLA_SLACK_CLIENT_ID GORILLA_SLACK_SECRET",
    source: "Documentation, \"Configure Slack alerts\"; chart \(ChartRelease.citation)",
    fields: [
      Field(
        "global.slack.clientId", \.slack.clientID,
        [
          .helm("global.slack.clientId"), .environment("SLACK_CLIENT_ID"),
          .environment("GORILLA_SLACK_CLIENT_ID", .alias),
        ],
        summary: "The client ID of the Slack application."),
      Field(
        "global.slack.secret", \.slack.secret,
        [
          .helm("global.slack.secret"), .environment("SLACK_SECRET"),
          .environment("GORILLA_SLACK_SECRET", .alias),
        ],
        summary: "The client secret of the Slack application."),
    ])
}
