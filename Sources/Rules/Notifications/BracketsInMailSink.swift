package import Diagnostics
package import Settings

/// The mail server's user and password are written inside the documentation's angle brackets.
package enum BracketsInMailSink: Rule {
  package static let id = DiagnosticID(
    "WB3033", "brackets-in-mail-sink", .warning,
    evidence: .read(
      by: .mailServers,
      source: """
        W&B documentation, "Configure environment variables": the brackets mark a placeholder
        """),
    Documentation(
      summary: "The user or the password in `GORILLA_EMAIL_SINK` is in angle brackets.",
      explanation: """
        The documentation shows the form `smtp://<user:password>@smtp.host.com:<port>`; the \
        brackets mark the parts to fill in, and are not part of the URL.
        """,
      failing: .env("GORILLA_EMAIL_SINK=smtp://<joe:pw>@smtp.example.com:587\n"),
      passing: .env("GORILLA_EMAIL_SINK=smtp://joe:pw@smtp.example.com:587\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for connection in resolved.connection(.email) where areKept(in: connection.url) {
      let edges = [connection.url.user, connection.url.password].compactMap { $0 }
        .filter { !Placeholder.matches($0.text) }.flatMap(brackets)
      guard let first = edges.first else { continue }
      let isExact = edges.allSatisfy { $0.text.isExact($0.range) }
      let edits = edges.map { Edit.replace($0.text.span(of: $0.range), with: "") }
      findings.add(
        .brackets(in: connection.spelling), at: first.text.span,
        setting: "global.email.smtp.user", help: .removeBrackets,
        fixes: isExact ? [FixIt(.removeThem, edits, .unsafe)] : [])
    }
  }

  /// A user name or password without the brackets, so that they are not reported as unencoded.
  static func remove(from text: SourceText, of url: ConnectionString) -> SourceText {
    guard areKept(in: url) else { return text }
    let edges = brackets(text).map(\.range)
    let count = text.text.utf8.count
    let lower = edges.first?.lowerBound == 0 ? 1 : 0
    let upper = edges.last?.upperBound == count ? count - 1 : count
    return text.piece(lower..<max(lower, upper))
  }

  /// Whether the brackets are the documentation's: user names do not begin with one, and a password
  /// might begin or end with one, but hardly both.
  private static func areKept(in url: ConnectionString) -> Bool {
    let (user, password) = (url.user?.text ?? "", url.password?.text ?? "")
    return user.hasPrefix("<") && !Placeholder.matches(user)
      || password.hasPrefix("<") && password.hasSuffix(">") && !Placeholder.matches(password)
  }

  /// `<` at the start of the text, and `>` at its end.
  private static func brackets(_ text: SourceText) -> [(text: SourceText, range: Range<Int>)] {
    let count = text.text.utf8.count
    return (text.text.hasPrefix("<") ? [(text, 0..<1)] : [])
      + (text.text.hasSuffix(">") ? [(text, count - 1..<count)] : [])
  }
}

extension Message {
  fileprivate static func brackets(in spelling: String) -> Message {
    "`\(spelling)` still has the documentation's angle brackets"
  }

  fileprivate static let removeBrackets: Message = "remove `<` and `>`"

  fileprivate static let removeThem: Message = "remove them"
}
