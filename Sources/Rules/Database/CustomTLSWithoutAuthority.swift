package import Diagnostics
package import Settings

/// MySQL over TLS with an authority of its own, which is not named.
package enum CustomTLSWithoutAuthority: Rule {
  package static let id = DiagnosticID(
    "WB3017", "custom-tls-without-authority", .error,
    Documentation(
      summary: "`tls=custom` has no `ssl-ca`.",
      explanation: """
        With `tls=custom` the server checks MySQL's certificate against the file of `ssl-ca`, which \
        is required then (wandb/operator, infra-connection-settings).
        """,
      failing: .env("MYSQL=mysql://u:p@db/wandb?tls=custom\n"),
      passing: .env("MYSQL=mysql://u:p@db/wandb?ssl-ca=/etc/ssl/mysql.pem&tls=custom\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let mysql = resolved.configuration.mysql
    guard mysql.tls.literal == .custom, mysql.sslCA.isAbsent else { return }
    report.report(
      "`tls=custom` needs the file of the authority", at: resolved.origin(of: mysql.tls),
      setting: "mysql.sslCA", help: "add the parameter ssl-ca=/PATH/IN/THE/CONTAINER.pem")
  }
}
