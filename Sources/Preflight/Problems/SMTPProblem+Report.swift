package import Diagnostics
package import Probing

extension SMTPProblem: ReportedProblem {
  package var id: DiagnosticID {
    switch self {
    case .loginRefused: SMTPCodes.loginRefused
    case .loginRequired: SMTPCodes.loginRequired
    case .loginNotOffered: SMTPCodes.loginNotOffered
    case .methodUnsupported: SMTPCodes.methodUnsupported
    case .encryptionNotOffered: SMTPCodes.encryptionNotOffered
    case .notEncrypted: SMTPCodes.notEncrypted
    case .tlsFromStart: SMTPCodes.tlsFromStart
    case .portMissing: SMTPCodes.portMissing
    case .clientRefused: SMTPCodes.clientRefused
    case .tryLater: SMTPCodes.tryLater
    case .senderInvalid: SMTPCodes.senderInvalid
    case .senderRefused: SMTPCodes.senderRefused
    case .recipientRefused: SMTPCodes.recipientRefused
    case .relayDenied: SMTPCodes.relayDenied
    case .smallMails: SMTPCodes.smallMails
    case .mailRefused: SMTPCodes.mailRefused
    }
  }

  package func message(_ context: ProblemContext) -> Message {
    let (address, reply) = (context.address, context.reply)
    return switch self {
    case .loginRefused: "`\(address)` refuses the user or the password\(reply)"
    case .loginRequired: "`\(address)` requires a user and a password\(reply)"
    case .loginNotOffered: "`\(address)` does not let clients sign in, but a user is configured"
    case .methodUnsupported:
      "`\(address)` offers neither PLAIN nor LOGIN to sign in, only \(context[.found])"
    case .encryptionNotOffered: "`\(address)` does not offer TLS to protect the password"
    case .notEncrypted: "`\(address)` receives mails without encryption"
    case .tlsFromStart:
      "`\(address)` expects TLS from the start, which clients use on port 465 only"
    case .portMissing: "the mail server has no port, so it was not probed"
    case .clientRefused: "`\(address)` refuses this client\(reply)"
    case .tryLater: "`\(address)` asks to try again later\(reply)"
    case .senderInvalid: "the sender `\(context.value(.sender))` is not a mail address"
    case .senderRefused: "`\(address)` refuses the sender `\(context.mailbox)`\(reply)"
    case .recipientRefused: "`\(address)` refuses the recipient `\(context.mailbox)`\(reply)"
    case .relayDenied: "`\(address)` does not pass on mails to `\(context.mailbox)`\(reply)"
    case .smallMails: "`\(address)` accepts mails of at most \(context[.amount])"
    case .mailRefused: "`\(address)` refuses the test mail to `\(context.mailbox)`\(reply)"
    }
  }

  package func help(_ context: ProblemContext) -> Message? {
    switch self {
    case .loginRefused:
      """
      check `global.email.smtp.user` and `password`; some services require a password for \
      applications
      """
    case .loginRequired: "set `global.email.smtp.user` and `global.email.smtp.password`"
    case .loginNotOffered: "remove the user, or allow sign-in at the mail server"
    case .methodUnsupported: "allow PLAIN or LOGIN at the mail server"
    case .encryptionNotOffered: "turn on STARTTLS at the mail server, or use port 465"
    case .notEncrypted: "turn on STARTTLS at the mail server, or use port 465"
    case .tlsFromStart: "use port 465, or a port with STARTTLS, usually 587"
    case .portMissing: "append the port, usually 587"
    case .clientRefused: "allow the address of the server at the mail server"
    case .tryLater: "run the probe again; if it persists, ask who operates the mail server"
    case .senderInvalid: "write only an address, such as wandb@example.com"
    case .senderRefused:
      "set `global.email.smtp.mailFrom` to an address that the mail server accepts"
    case .recipientRefused: "check that the mail server delivers mails to your users"
    case .relayDenied: "let W&B Server relay mails: allow its address, or set user and password"
    case .smallMails: nil
    case .mailRefused: "check the rules of the mail server for contents and senders"
    }
  }
}

extension ProblemContext {
  /// The address of a sender or a recipient.
  fileprivate var mailbox: Message { "\(value: self[.name], at: plan.anchors[.sender]?.span)" }
}
