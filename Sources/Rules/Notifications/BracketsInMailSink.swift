package import Diagnostics
package import Settings

/// User and password of the mail server are filled in between the documentation's brackets.
package enum BracketsInMailSink: Rule {
  package static let id = DiagnosticID(
    "WB3033", "brackets-in-mail-sink", .warning,
    Documentation(
      summary: "The user or the password of `GORILLA_EMAIL_SINK` stands in angle brackets.",
      explanation: """
        The documentation's form is `smtp://<user:password>@smtp.host.com:<port>`; the brackets \
        mark what to fill in, and do not belong into the URL.
        """,
      failing: .env("GORILLA_EMAIL_SINK=smtp://<joe:pw>@smtp.example.com:587\n"),
      passing: .env("GORILLA_EMAIL_SINK=smtp://joe:pw@smtp.example.com:587\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    for connection in resolved.connection(.email) where areKept(in: connection.url) {
      let edges = [connection.url.user, connection.url.password].compactMap { $0 }
        .filter { !Placeholder.matches($0.text) }.flatMap(brackets)
      guard let first = edges.first else { continue }
      let isExact = edges.allSatisfy { $0.text.isExact($0.range) }
      let edits = edges.map { Edit.replace($0.text.span(of: $0.range), with: "") }
      report.report(
        "`\(connection.spelling)` keeps the documentation's angle brackets", at: first.text.span,
        setting: "global.email.smtp.user", help: "leave `<` and `>` out",
        fixes: isExact ? [FixIt("leave them out", edits, .unsafe)] : [])
    }
  }

  /// A user name or password without the brackets, which are no matter of percent-encoding.
  static func remove(from text: SourceText, of url: ConnectionString) -> SourceText {
    guard areKept(in: url) else { return text }
    let edges = brackets(text).map(\.range)
    let count = text.text.utf8.count
    let lower = edges.first?.lowerBound == 0 ? 1 : 0
    let upper = edges.last?.upperBound == count ? count - 1 : count
    return text.piece(lower..<max(lower, upper))
  }

  /// Whether the brackets are the documentation's: no user name begins with one, and a password of
  /// its own might begin or end with one, but hardly both.
  private static func areKept(in url: ConnectionString) -> Bool {
    let (user, password) = (url.user?.text ?? "", url.password?.text ?? "")
    return user.hasPrefix("<") && !Placeholder.matches(user)
      || password.hasPrefix("<") && password.hasSuffix(">") && !Placeholder.matches(password)
  }

  /// `<` at the start of a piece, and `>` at its end.
  private static func brackets(_ text: SourceText) -> [(text: SourceText, range: Range<Int>)] {
    let count = text.text.utf8.count
    return (text.text.hasPrefix("<") ? [(text, 0..<1)] : [])
      + (text.text.hasSuffix(">") ? [(text, count - 1..<count)] : [])
  }
}
