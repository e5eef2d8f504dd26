package import Diagnostics
package import Settings

/// MySQL uses TLS with a custom CA, but the CA file is not set.
package enum CustomTLSWithoutAuthority: Rule {
  package static let id = DiagnosticID(
    "WB3017", "custom-tls-without-authority", .error,
    evidence: .read(by: .server, source: "wandb/operator, document infra-connection-settings"),
    Documentation(
      summary: "`tls=custom` is set without `ssl-ca`.",
      explanation: """
        With `tls=custom` the server checks MySQL's certificate against the file in `ssl-ca`, \
        which is then required (wandb/operator, infra-connection-settings).
        """,
      failing: .env("MYSQL=mysql://u:p@db/wandb?tls=custom\n"),
      passing: .env("MYSQL=mysql://u:p@db/wandb?ssl-ca=/etc/ssl/mysql.pem&tls=custom\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let mysql = resolved.configuration.mysql
    guard mysql.tls.literal == .custom, mysql.sslCA.isAbsent else { return }
    findings.add(
      .missingFile, at: resolved.origin(of: mysql.tls), setting: "mysql.sslCA", help: .addFile)
  }
}

extension Message {
  fileprivate static let missingFile: Message = "`tls=custom` requires a CA file"

  fileprivate static let addFile: Message =
    "add the parameter ssl-ca=/PATH/IN/THE/CONTAINER.pem"
}
