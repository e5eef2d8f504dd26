import Probing

/// Probes a mail server up to the point at which it would take a mail.
struct SMTPProbe {
  private let steps: Steps
  private var request: ProbeRequest { steps.request }
  private let session: SMTPSession

  private static let login = "signs in"
  private static let mailSteps = ["accepts the sender", "accepts a recipient", "sends a mail"]
  private static let afterGreeting = [login] + mailSteps

  /// The port on which TLS starts at once (RFC 8314, section 3.3).
  private static let tlsPort = 465

  static func run(_ steps: Steps) {
    guard steps.has(.port, for: "connects") else { return }
    guard let addresses = steps.resolve(tlsPort) else {
      return steps.skip(
        ["connects", "greets"] + afterGreeting, blaming: .host, because: "no address")
    }
    guard let start = open(addresses, steps) else {
      return steps.skip(["greets"] + afterGreeting, blaming: .host, because: "no connection")
    }
    let probe = SMTPProbe(steps: steps, session: SMTPSession(start.connection))
    probe.run(start.usesTLS ? .fromStart : .offered)
  }

  /// When a connection becomes encrypted.
  private enum Encryption {
    case fromStart, offered
  }

  /// Connects, and finds out whether the server waits for TLS.
  private static func open(
    _ addresses: Addresses, _ steps: Steps
  ) -> (connection: Connection, usesTLS: Bool)? {
    steps.attempt("connects", blaming: .port) { detail throws(ProbeFailure) in
      guard steps.request[.port] != nil else { throw ProbeFailure(SMTPProblem.portMissing) }
      let connection = try Connection(to: addresses, steps.deadline)
      guard addresses.port != tlsPort else { return (connection, true) }
      // Mail servers speak first; those that wait for TLS are silent.
      let patience = Deadline(milliseconds: Int(steps.deadline.remaining) / 2)
      guard !connection.hasInput(before: patience) else { return (connection, false) }
      let rest = Deadline(milliseconds: Int(steps.deadline.remaining) / 2)
      guard Connection.speaksTLS(addresses, rest) else { return (connection, false) }
      steps.report(ProbeFailure(SMTPProblem.tlsFromStart, [.address: addresses.text]))
      return (try Connection(to: addresses, steps.deadline), true)
    }
  }

  private func run(_ encryption: Encryption) {
    if encryption == .fromStart, !encrypt(asking: nil) {
      return steps.skip(["greets"] + Self.afterGreeting, blaming: .tls, because: "not encrypted")
    }
    guard let extensions = greet() else {
      return steps.skip(Self.afterGreeting, blaming: .host, because: "no greeting")
    }
    guard encryption == .offered else { return send(extensions, over: .encrypted) }
    guard extensions.hasStartTLS else { return sendInClear(extensions) }
    guard encrypt(asking: "STARTTLS") else {
      return steps.skip(Self.afterGreeting, blaming: .tls, because: "not encrypted")
    }
    // The server forgets what it said before.
    let again = steps.attempt("greets again", blaming: .host) { _ throws(ProbeFailure) in
      try session.greet()
    }
    guard let again else {
      return steps.skip(Self.afterGreeting, blaming: .host, because: "no greeting")
    }
    send(again, over: .encrypted)
  }

  private func greet() -> SMTPExtensions? {
    steps.attempt("greets", blaming: .host) { detail throws(ProbeFailure) in
      let banner = try session.reply()
      guard banner.code == 220 else {
        throw ProbeFailure(
          banner.isTransient ? SMTPProblem.tryLater : .clientRefused, [.reply: banner.text])
      }
      let extensions = try session.greet()
      detail = banner.lines.first ?? ""
      if let size = extensions.largestMail {
        detail += ", mails up to \(size) bytes"
        if size < Self.leastMail {
          steps.report(ProbeFailure(SMTPProblem.smallMails, [.amount: "\(size) bytes"]))
        }
      }
      return extensions
    }
  }

  /// More than an invitation has, with room for the images in it.
  private static let leastMail = 1_000_000

  /// Starts TLS, after a command if there is one.
  private func encrypt(asking command: String?) -> Bool {
    steps.attempt("encrypts", blaming: .host) { detail throws(ProbeFailure) -> Void in
      let connection = session.connection
      if let command {
        let answer = try session.call(command)
        guard answer.code == 220 else {
          let facts: [Fact: String] = [
            .address: connection.addresses.text, .reply: answer.text,
          ]
          throw answer.isTransient
            ? ProbeFailure(SMTPProblem.tryLater, facts)
            : ProbeFailure(ConnectionProblem.tlsFailed, facts)
        }
      }
      let trust = TrustedAuthorities(request.authorities)
      let peer = try connection.startTLS(as: connection.addresses.host, trust)
      steps.present(peer.pem)
      peer.reportExpiry(connection.addresses, steps)
      detail = (command.map { "\($0), " } ?? "") + peer.version
    } != nil
  }
}

// MARK: - Signing in

extension SMTPProbe {
  private enum Channel {
    case encrypted, clear
  }

  /// Whether the configuration has a user, known or not.
  private var hasLogin: Bool { request.has(.user) && request[.user] != "" }

  /// A server without TLS gets no password.
  private func sendInClear(_ extensions: SMTPExtensions) {
    guard hasLogin else { return send(extensions, over: .clear) }
    _ = steps.attempt(Self.login, blaming: .user) { _ throws(ProbeFailure) in
      throw ProbeFailure(
        SMTPProblem.encryptionNotOffered, [.address: session.connection.addresses.text])
    }
    steps.skip(Self.mailSteps, blaming: .user, because: "not signed in")
    session.quit()
  }

  private func send(_ extensions: SMTPExtensions, over channel: Channel) {
    defer { session.quit() }
    guard signIn(extensions) else {
      return steps.skip(Self.mailSteps, blaming: .user, because: "not signed in")
    }
    offerMail(over: channel)
  }

  private func signIn(_ extensions: SMTPExtensions) -> Bool {
    guard hasLogin else { return true }
    guard steps.has(.user, for: Self.login), steps.has(.password, for: Self.login) else {
      return false
    }
    return steps.attempt(Self.login, blaming: .password) { detail throws(ProbeFailure) in
      let address = session.connection.addresses.text
      guard let offered = extensions.loginMethods else {
        throw ProbeFailure(SMTPProblem.loginNotOffered, [.address: address], blaming: .user)
      }
      let known = SMTPSession.LoginMethod.allCases
      guard let method = known.first(where: { offered.contains($0.rawValue) }) else {
        throw ProbeFailure(
          SMTPProblem.methodUnsupported,
          [.address: address, .found: offered.joined(separator: ", ")], blaming: .user)
      }
      detail = "AUTH \(method.rawValue)"
      let answer = try session.signIn(method, request[.user] ?? "", request[.password] ?? "")
      guard answer.code != 235 else { return }
      throw refusal(answer, .loginRefused)
    } != nil
  }

  /// Why a command failed, if it is for none of the reasons that any command may fail for.
  private func refusal(_ answer: SMTPReply, _ problem: SMTPProblem) -> ProbeFailure {
    let facts: [Fact: String] = [
      .address: session.connection.addresses.text, .reply: answer.text,
    ]
    if answer.isTransient { return ProbeFailure(SMTPProblem.tryLater, facts) }
    if answer.demandsTLS { return ProbeFailure(ConnectionProblem.tlsRequired, facts) }
    guard problem != .loginRefused, answer.demandsLogin else {
      return ProbeFailure(problem, facts)
    }
    return ProbeFailure(SMTPProblem.loginRequired, facts, blaming: .user)
  }
}

// MARK: - Mails

extension SMTPProbe {
  /// The sender that W&B documents as the default.
  private static let defaultSender = "noreply@wandb.com"

  private func offerMail(over channel: Channel) {
    guard steps.has(.sender, for: Self.mailSteps[0]) else {
      return steps.skip(Array(Self.mailSteps.dropFirst()), blaming: .sender, because: "no sender")
    }
    let text = request[.sender].flatMap { $0.isEmpty ? nil : $0 }
    guard text.map({ MailAddress.parse($0) != nil || !MailAddress.isUncommon($0) }) ?? true else {
      return steps.skip(
        Self.mailSteps, blaming: .sender, because: "quoted and international senders are not tried")
    }
    let accepted = steps.attempt(Self.mailSteps[0], blaming: .sender) {
      _ throws(ProbeFailure) in
      guard let sender = MailAddress.parse(text ?? Self.defaultSender) else {
        throw ProbeFailure(SMTPProblem.senderInvalid)
      }
      let answer = try session.call("MAIL FROM:<\(sender)>")
      guard answer.isPositive else { throw refusal(answer, .senderRefused, sender) }
      if channel == .clear {
        steps.report(
          ProbeFailure(
            SMTPProblem.notEncrypted, [.address: session.connection.addresses.text],
            blaming: .host))
      }
      return sender
    }
    guard let sender = accepted else {
      return steps.skip(
        Array(Self.mailSteps.dropFirst()), blaming: .sender, because: "the sender is refused")
    }
    let recipient = request[.recipient].flatMap { MailAddress.parse($0) } ?? sender
    guard offer(to: recipient) else {
      return steps.skip(
        [Self.mailSteps[2]], blaming: .sender, because: "the recipient is refused")
    }
    guard request.permission == .write else {
      return steps.skip(
        [Self.mailSteps[2]], blaming: .sender, because: "writes only with --write")
    }
    guard text != nil || request.has(.recipient) else {
      return steps.skip(
        [Self.mailSteps[2]], blaming: .sender, because: "no sender is configured")
    }
    mail(from: sender, to: recipient)
  }

  private func refusal(
    _ answer: SMTPReply, _ problem: SMTPProblem, _ address: String
  ) -> ProbeFailure {
    let failure = refusal(answer, problem)
    return failure.problem == problem.rawValue
      ? ProbeFailure(problem, failure.facts.merging([.name: address]) { $1 }) : failure
  }

  private func offer(to recipient: String) -> Bool {
    steps.attempt(Self.mailSteps[1], blaming: .sender) { _ throws(ProbeFailure) in
      let answer = try session.call("RCPT TO:<\(recipient)>")
      _ = try session.call("RSET")
      guard !answer.isPositive else { return }
      throw refusal(answer, answer.deniesRelay ? .relayDenied : .recipientRefused, recipient)
    } != nil
  }

  private func mail(from sender: String, to recipient: String) {
    _ = steps.attempt(Self.mailSteps[2], blaming: .sender) { detail throws(ProbeFailure) in
      let text = TestMail(from: sender, to: recipient).text
      for command in ["MAIL FROM:<\(sender)>", "RCPT TO:<\(recipient)>", "DATA", text + "."] {
        let answer = try session.call(command)
        guard answer.isPositive else { throw refusal(answer, .mailRefused, recipient) }
        detail = answer.text
      }
    }
  }
}
