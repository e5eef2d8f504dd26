import ConfigSyntax
import Diagnostics
import Probing

/// Commands on a connection to a mail server.
struct SMTPSession {
  let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// Reads one reply of any number of lines.
  func reply() throws(ProbeFailure) -> SMTPReply {
    var lines: [String] = []
    while true {
      let text = try connection.line()
      guard let line = SMTPLine(text), lines.count < 100 else {
        throw connection.unexpected(text)
      }
      lines.append(line.text)
      guard !line.isLast else { return SMTPReply(code: line.code, lines: lines) }
    }
  }

  /// Sends a command, and reads its reply.
  func call(_ command: String) throws(ProbeFailure) -> SMTPReply {
    try connection.send(command + "\r\n")
    return try reply()
  }

  /// What the server can do.
  ///
  /// The name is the one that Go's `net/smtp` uses unless told otherwise.
  func greet() throws(ProbeFailure) -> SMTPExtensions {
    let answer = try call("EHLO localhost")
    if answer.isPositive { return SMTPExtensions(answer) }
    guard !answer.isTransient else {
      throw ProbeFailure(SMTPProblem.tryLater, [.reply: answer.text])
    }
    // Servers without extensions.
    let former = try call("HELO localhost")
    guard former.isPositive else {
      throw ProbeFailure(SMTPProblem.clientRefused, [.reply: answer.text])
    }
    return SMTPExtensions(SMTPReply(code: former.code, lines: []))
  }

  /// The ways to sign in that are tried, the first one that the server offers.
  enum LoginMethod: String, CaseIterable {
    case plain = "PLAIN"
    case login = "LOGIN"
  }

  /// Signs in; never on a connection that is not encrypted.
  func signIn(
    _ method: LoginMethod, _ user: String, _ password: String
  ) throws(ProbeFailure) -> SMTPReply {
    switch method {
    case .plain:
      let token = Base64.encode(Array("\0\(user)\0\(password)".utf8))
      return try call("AUTH PLAIN \(token)").hiding(token)
    case .login:
      var answer = try call("AUTH LOGIN")
      for word in [user, password] {
        guard answer.code == 334 else { return answer }
        let token = Base64.encode(Array(word.utf8))
        answer = try call(token).hiding(token)
      }
      return answer
    }
  }

  /// Says goodbye; the answer does not matter.
  func quit() { _ = try? call("QUIT") }
}

extension SMTPReply {
  /// The same reply without a text that was sent, or parts of it, which servers repeat in errors.
  package func hiding(_ token: String) -> SMTPReply {
    let lines = lines.map { line in
      line.split(separator: " ", omittingEmptySubsequences: false).map { word in
        let core = word.filter { $0.isLetter || $0.isNumber || "+/=".contains($0) }
        let isPart = core.count >= 4 && token.contains(core)
        return isPart || word.contains(token) ? Secret.mask : String(word)
      }
      .joined(separator: " ")
    }
    return SMTPReply(code: code, lines: lines)
  }
}
