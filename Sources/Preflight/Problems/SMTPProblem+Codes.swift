import Diagnostics
import Probing

/// The codes of a mail server.
enum SMTPCodes {
  private static let values = """
    global:
      email:
        smtp:
          host: smtp.example.com
          port: 587
          user: wandb
          password: s3cr3t
          mailFrom: wandb@example.com

    """
  /// A mail server without user and password.
  private static let relay = "GORILLA_EMAIL_SINK=smtp://smtp.example.com:25\n"

  private static func id(
    _ code: String, _ problem: SMTPProblem, _ severity: Severity, source: String,
    _ summary: String, _ explanation: String, _ facts: [String: String] = [:],
    env: String? = nil
  ) -> DiagnosticID {
    func example(_ options: Example.Options) -> Example {
      env.map { .env($0, options) } ?? .yaml(values, options)
    }
    return DiagnosticID(
      code, problem.rawValue, severity, evidence: .read(by: .probedService, source: source),
      Documentation(
        summary: summary, explanation: explanation,
        failing: example(.probe(service: "smtp", finds: problem.rawValue, facts: facts)),
        passing: example(.probe(service: "smtp", finds: nil, facts: [:]))))
  }

  static let loginRefused = id(
    "WB5180", .loginRefused, .error, source: "RFC 4954, replies to AUTH",
    "The mail server refuses the user or the password.",
    """
    The message contains the server's answer. Services with a second factor often require a password \
    of its own for each application.
    """,
    ["address": "smtp.example.com:587", "reply": "535 5.7.8 Authentication credentials invalid"])

  static let loginRequired = id(
    "WB5181", .loginRequired, .error, source: "RFC 4954, reply 530",
    "The mail server accepts mails only from clients that sign in.",
    """
    The configuration has no user, so that every mail is refused.
    """,
    ["address": "smtp.example.com:25", "reply": "530 5.7.0 Authentication required"], env: relay)

  static let loginNotOffered = id(
    "WB5182", .loginNotOffered, .warning, source: "RFC 4954, extension AUTH",
    "A user is configured, but the mail server does not let clients sign in.",
    """
    After the connection is encrypted, the reply to `EHLO` does not list `AUTH`. Clients stop there, or \
    send mails without signing in.
    """,
    ["address": "smtp.example.com:587"])

  static let methodUnsupported = id(
    "WB5183", .methodUnsupported, .warning, source: "RFC 4954, extension AUTH",
    "The mail server offers no common way to sign in.",
    """
    The probe signs in with PLAIN or LOGIN. Other methods need more than a user and a password, or \
    are rarely implemented.
    """,
    ["address": "smtp.example.com:587", "found": "GSSAPI, XOAUTH2"])

  static let encryptionNotOffered = id(
    "WB5184", .encryptionNotOffered, .warning, source: "RFC 3207, extension STARTTLS",
    "The mail server does not offer TLS to protect the password.",
    """
    The reply to `EHLO` does not list `STARTTLS`. The probe does not send the password, and skips the \
    steps after that. Go's `net/smtp` does not sign in either, unless the server is on the same machine.
    """,
    ["address": "smtp.example.com:587"])

  static let notEncrypted = id(
    "WB5185", .notEncrypted, .note, source: "RFC 3207, extension STARTTLS",
    "Mails are sent without encryption.",
    """
    The reply to `EHLO` does not list `STARTTLS`. Invitations contain links that let people sign up.
    """,
    ["address": "smtp.example.com:25"], env: relay)

  static let tlsFromStart = id(
    "WB5186", .tlsFromStart, .warning, source: "RFC 8314, section 3.3",
    "The mail server expects TLS from the start on another port than 465.",
    """
    The server is silent until the client encrypts the connection, but clients wait for its greeting on \
    all ports but 465. The other steps of the probe use TLS from the start.
    """,
    ["address": "smtp.example.com:587"])

  static let portMissing = id(
    "WB5187", .portMissing, .warning,
    source: "W&B documentation, \"Configure SMTP\": smtp://HOST:PORT",
    "The URL of the mail server has no port.",
    """
    The documentation describes no default; the usual ports are 587, 465 and 25. In Helm values, the \
    chart sets 587.
    """,
    env: "GORILLA_EMAIL_SINK=smtp://smtp.example.com\n")

  static let clientRefused = id(
    "WB5188", .clientRefused, .error, source: "RFC 5321, replies to a connection and to EHLO",
    "The mail server refuses to talk to this client.",
    """
    The server refused before any mail was offered, mostly because of the client's address.
    """,
    [
      "address": "smtp.example.com:587",
      "reply": "554 5.7.1 Service unavailable; client host blocked",
    ])

  static let tryLater = id(
    "WB5189", .tryLater, .warning, source: "RFC 5321, section 4.2.1: replies 4yz",
    "The mail server asks to try again later.",
    """
    Such replies are for conditions that pass, such as greylisting, a limit on connections or a \
    directory that does not answer.
    """,
    ["address": "smtp.example.com:587", "reply": "421 4.7.0 Too many connections"])

  static let senderInvalid = id(
    "WB5190", .senderInvalid, .error, source: "RFC 5321, section 4.1.2",
    "The sender is not a mail address.",
    """
    The address is sent in `MAIL FROM`, with or without a name before it in the header. The probe sends \
    nothing that is not an address.
    """,
    env:
      "GORILLA_EMAIL_SINK=smtp://smtp.example.com:25\nGORILLA_EMAIL_FROM_ADDRESS=wandb.example.com\n"
  )

  static let senderRefused = id(
    "WB5191", .senderRefused, .error, source: "RFC 5321, replies to MAIL FROM",
    "The mail server refuses the sender.",
    """
    Many servers accept only addresses of the user that signed in, or of their own domains. The default \
    is `noreply@wandb.com`.
    """,
    [
      "address": "smtp.example.com:587", "name": "wandb@example.com",
      "reply": "553 5.7.1 Sender address rejected",
    ])

  static let recipientRefused = id(
    "WB5192", .recipientRefused, .warning, source: "RFC 5321, replies to RCPT TO",
    "The mail server refuses the recipient of a test.",
    """
    The recipient is the sender itself, which may have no mailbox. No mail was sent.
    """,
    [
      "address": "smtp.example.com:587", "name": "wandb@example.com",
      "reply": "550 5.1.1 User unknown",
    ])

  static let relayDenied = id(
    "WB5193", .relayDenied, .warning, source: "RFC 3463, status 5.7.1",
    "The mail server does not pass on mails.",
    """
    The server does not deliver mails of this client to the domain of the recipient, which is the sender \
    itself. No mail was sent.
    """,
    [
      "address": "smtp.example.com:25", "name": "noreply@wandb.com",
      "reply": "550 5.7.1 relay not permitted",
    ], env: relay)

  static let smallMails = id(
    "WB5194", .smallMails, .note, source: "RFC 1870, extension SIZE",
    "The mail server accepts only small mails.",
    """
    The limit is in the reply to `EHLO`, and below 1 MB.
    """,
    ["address": "smtp.example.com:587", "amount": "100000 bytes"])

  static let mailRefused = id(
    "WB5195", .mailRefused, .warning, source: "RFC 5321, replies to DATA",
    "The mail server refuses the test mail.",
    """
    With `--write`, the probe sends a mail to the sender. Sender and recipient were accepted before.
    """,
    [
      "address": "smtp.example.com:587", "name": "wandb@example.com",
      "reply": "554 5.6.0 Message refused",
    ])
}
