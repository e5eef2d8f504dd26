package import Diagnostics
package import Settings

/// The MySQL URL ends after the host.
package enum DatabaseNotNamed: Rule {
  package static let id = DiagnosticID(
    "WB3077", "database-not-named", .warning,
    evidence: .read(
      by: .server, source: "wandb/operator, document infra-connection-settings; MySQL error 1046"),
    Documentation(
      summary: "The MySQL URL does not name a database.",
      explanation: """
        The form is `mysql://USER:PASSWORD@HOST:3306/DATABASE` (wandb/operator, \
        infra-connection-settings). The server creates its tables in that database; MySQL rejects \
        this without one ("No database selected"). The database itself must exist.
        """,
      failing: .env("MYSQL=mysql://wandb:secret@db.example.com:3306\n"),
      passing: .env("MYSQL=mysql://wandb:secret@db.example.com:3306/wandb_local\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    for connection in resolved.connection(.mysql) {
      let url = connection.url
      // Without a user, the URL is the beginning of one.
      guard let user = url.user, !user.text.isEmpty, !url.host.text.isEmpty,
        url.path.text.allSatisfy({ $0 == "/" })
      else { continue }
      findings.add(
        .notNamed(connection.spelling), at: url.host.span, setting: "global.mysql.database",
        help: .appendDatabase, fixes: fixes(url))
    }
  }

  /// Adds the name that the chart uses by default, which may not be that of the database.
  private static func fixes(_ url: ConnectionString) -> [FixIt] {
    let text = url.source.text.prefix { $0 != "?" }
    let range = text.utf8.count..<text.utf8.count
    guard url.source.isExact(range), !text.hasSuffix("//") else { return [] }
    let name = text.hasSuffix("/") ? "wandb_local" : "/wandb_local"
    return [
      FixIt(.appendName, [.replace(url.source.span(of: range), with: name)], .unsafe)
    ]
  }
}

extension Message {
  fileprivate static let appendName: Message = "append `/wandb_local`"

  fileprivate static func notNamed(_ spelling: String) -> Message {
    "`\(spelling)` does not name a database"
  }

  fileprivate static let appendDatabase: Message = "append its name to the address: `/wandb_local`"
}
