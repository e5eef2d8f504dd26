package import Diagnostics
package import Settings

/// A CA file is set for a connection that does not use TLS or does not check certificates.
package enum AuthorityWithoutTLS: Rule {
  package static let id = DiagnosticID(
    "WB3042", "authority-without-tls", .warning,
    evidence: .read(by: .server, source: "wandb/operator, document infra-connection-settings"),
    Documentation(
      summary: "A connection names a CA file but does not check certificates.",
      explanation: """
        MySQL's `ssl-ca` is used only with `tls=custom`; without `tls`, with `false` or with \
        `skip-verify`, no certificate is checked against it. Redis's `caCertPath` requires \
        `tls=true`, which is off by default (wandb/operator, infra-connection-settings).
        """,
      failing: .env("MYSQL=mysql://u:p@db/wandb?ssl-ca=/etc/ssl/mysql.pem\n"),
      passing: .env("MYSQL=mysql://u:p@db/wandb?ssl-ca=/etc/ssl/mysql.pem&tls=custom\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let mysql = resolved.configuration.mysql
    if mysql.sslCA.literal != nil, isUnchecked(mysql.tls, resolved) {
      findings.add(
        .fileNotUsed(for: "MySQL"), at: resolved.origin(of: mysql.sslCA), setting: "mysql.sslCA",
        help: .addCustomTLS, related: resolved.label(.disablesChecks, mysql.tls))
    }
    let redis = resolved.configuration.redis
    let path = redis[.caCertPath]
    guard path.literal != nil, isOff(redis.tls, resolved),
      let origin = resolved.origin(of: path),
      // With `caCert` the chart adds `tls=true` to the parameters of Helm values.
      redis.caCert.isAbsent || !origin.isRedisParameter
    else { return }
    findings.add(
      .fileNotUsed(for: "Redis"), at: origin, setting: "global.redis.params.caCertPath",
      help: .addTLS, related: resolved.label(.disablesTLS, redis.tls))
  }

  private static func isUnchecked(
    _ tls: Setting<DatabaseTLS>, _ resolved: ResolvedConfiguration
  ) -> Bool {
    switch tls.state {
    case .absent: !resolved.isDamaged
    case .literal(let mode): mode == .off || mode == .skipVerify
    case .reference, .unknown, .placeholder, .unrecognized, .invalid: false
    }
  }

  private static func isOff(_ tls: Setting<Bool>, _ resolved: ResolvedConfiguration) -> Bool {
    tls.isAbsent ? !resolved.isDamaged : tls.literal == false
  }
}

extension Message {
  fileprivate static func fileNotUsed(for server: String) -> Message {
    "the CA file for \(server) is not used"
  }

  fileprivate static let addCustomTLS: Message = "add the parameter tls=custom, or remove ssl-ca"

  fileprivate static let disablesChecks: Message = "this turns certificate checks off"

  fileprivate static let addTLS: Message = "add the parameter tls=true, or remove caCertPath"

  fileprivate static let disablesTLS: Message = "this turns TLS off"
}
