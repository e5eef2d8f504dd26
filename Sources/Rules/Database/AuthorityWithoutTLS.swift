package import Diagnostics
package import Settings

/// An authority is named for a connection that is not TLS, or checks nothing.
package enum AuthorityWithoutTLS: Rule {
  package static let id = DiagnosticID(
    "WB3042", "authority-without-tls", .warning,
    Documentation(
      summary: "A connection names the file of an authority and does not check certificates.",
      explanation: """
        `ssl-ca` of MySQL is read with `tls=custom`; without `tls`, with `false` or `skip-verify` \
        no certificate is checked against it. `caCertPath` of Redis needs `tls=true`, which is off \
        by default (wandb/operator, infra-connection-settings).
        """,
      failing: .env("MYSQL=mysql://u:p@db/wandb?ssl-ca=/etc/ssl/mysql.pem\n"),
      passing: .env("MYSQL=mysql://u:p@db/wandb?ssl-ca=/etc/ssl/mysql.pem&tls=custom\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let mysql = resolved.configuration.mysql
    if mysql.sslCA.literal != nil, isUnchecked(mysql.tls, resolved) {
      report.report(
        "the authority of MySQL is not used", at: resolved.origin(of: mysql.sslCA),
        setting: "mysql.sslCA", help: "add the parameter tls=custom, or remove ssl-ca",
        related: resolved.label("with this no certificate is checked", mysql.tls))
    }
    let redis = resolved.configuration.redis
    let path = redis[.caCertPath]
    guard path.literal != nil, isOff(redis.tls, resolved),
      let place = resolved.origin(of: path),
      // With `caCert` the chart adds `tls=true` to the parameters of Helm values.
      redis.caCert.isAbsent || !place.spelling.hasPrefix("global.redis.param")
    else { return }
    report.report(
      "the authority of Redis is not used", at: place, setting: "global.redis.params.caCertPath",
      help: "add the parameter tls=true, or remove caCertPath",
      related: resolved.label("with this the connection is not TLS", redis.tls))
  }

  private static func isUnchecked(
    _ tls: Setting<DatabaseTLS>, _ resolved: ResolvedConfiguration
  ) -> Bool {
    switch tls.state {
    case .absent: !resolved.isDamaged
    case .literal(let mode): mode == .off || mode == .skipVerify
    case .reference, .unknown, .placeholder, .invalid: false
    }
  }

  private static func isOff(_ tls: Setting<Bool>, _ resolved: ResolvedConfiguration) -> Bool {
    tls.isAbsent ? !resolved.isDamaged : tls.literal == false
  }
}
