package import Diagnostics
package import Settings

/// The chart's containers do not agree about MySQL's user.
package enum UnusableDatabaseUser: Rule {
  package static let id = DiagnosticID(
    "WB3293", "unusable-database-user", .error,
    evidence: .read(
      by: .initContainer, source: "Script of `init-db`, 0.1.0 to 0.43.8: the user is not decoded"),
    Documentation(
      summary: "The MySQL user is percent-encoded, or would have to be.",
      explanation: """
        The server decodes `global.mysql.user` as part of a URL, but the chart's init container \
        `init-db`, which waits for MySQL, uses it as it is (operator-wandb 0.1.0 to 0.43.8): with \
        `%40` in it, it waits forever. The server accepts a raw `@`, as in Azure's `user@server`.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db\n    user: wandb%40prod\n"),
      passing: .yaml("global:\n  mysql:\n    host: db\n    user: wandb@prod\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let login = DatabaseLogin(resolved)
    for encoded in resolved.effectiveTexts where encoded.setting == "global.mysql.user" {
      guard !Placeholder.isUnfilled(encoded.text.text),
        !HelmTemplate.isIn(encoded.text.text)
      else { continue }
      switch login.fault(of: encoded) {
      case .notDecoded(let decoded?):
        findings.add(
          .encoded(encoded.spelling), at: encoded.text.span, setting: encoded.setting,
          help: .writeRaw, fixes: fixes(encoded.text, decoded))
      case .notDecoded, .neverWorks:
        findings.add(
          .neverWorks(encoded.spelling), at: encoded.text.span, setting: encoded.setting,
          help: .chooseAnother)
      case .bundled, .plus, .whiteSpace, nil: continue
      }
    }
  }

  /// The server reads the same user from the decoded text.
  private static func fixes(_ text: SourceText, _ decoded: String) -> [FixIt] {
    let whole = 0..<text.text.utf8.count
    guard text.isExact(whole) else { return [] }
    return [FixIt(.decodeIt, [.replace(text.span(of: whole), with: decoded)])]
  }
}

extension Message {
  fileprivate static func encoded(_ spelling: String) -> Message {
    "`\(spelling)` is percent-encoded, but the chart's init container `init-db` does not decode it"
  }

  fileprivate static let writeRaw: Message =
    "write it without percent-encoding; the server accepts these characters"

  fileprivate static func neverWorks(_ spelling: String) -> Message {
    "`\(spelling)` needs percent-encoding for the server, but `init-db` does not decode it"
  }

  fileprivate static let chooseAnother: Message =
    "choose a user of letters, digits and characters such as `-`, `_`, `.` and `@`"

  fileprivate static let decodeIt: Message = "write the characters themselves"
}
