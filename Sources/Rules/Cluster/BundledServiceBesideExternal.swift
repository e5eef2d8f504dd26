package import Diagnostics
package import Settings

/// A bundled service is installed although an external one is used instead.
package enum BundledServiceBesideExternal: Rule {
  package static let id = DiagnosticID(
    "WB3051", "bundled-service-beside-external", .warning,
    Documentation(
      summary: "A bundled MySQL, Redis or ClickHouse is installed, but another server is used.",
      explanation: """
        Where a host is set, the server connects to that host; the bundled service runs and keeps \
        its volume, but is not used. The documentation sets `mysql.install: false` for an external \
        MySQL.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db.example.com\nmysql:\n  install: true\n"),
      passing: .yaml("global:\n  mysql:\n    host: db.example.com\nmysql:\n  install: false\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let configuration = resolved.configuration
    check(.mysql, configuration.mysql.host, resolved, &findings)
    check(.redis, configuration.redis.host, resolved, &findings)
    check(.clickhouse, configuration.clickHouse.host, resolved, &findings)
  }

  private static func check(
    _ chart: Subchart, _ host: Setting<String>, _ resolved: ResolvedConfiguration,
    _ findings: inout RuleFindings
  ) {
    let install = resolved.configuration[chart]
    guard install.literal == true, isElsewhere(host, chart),
      let place = resolved.origin(of: install), let other = resolved.origin(of: host)
    else { return }
    findings.add(
      .unusedService(place.spelling, serverIn: other.spelling), at: place,
      setting: "\(chart.rawValue).install", help: .disableOrRemoveHost,
      related: [.init(.usedServer, other.span)])
  }

  /// Whether a host is known to be set and is not the bundled service itself, which has a name such
  /// as `wandb-mysql`, with or without the cluster's domain.
  private static func isElsewhere(_ host: Setting<String>, _ chart: Subchart) -> Bool {
    switch host.state {
    case .literal(let name):
      !name.prefix { $0 != "." }.contains(chart.rawValue)
        || name.contains(".") && !name.contains(".svc")
    case .reference: true
    case .absent, .unknown, .placeholder, .unrecognized, .invalid: false
    }
  }
}

extension Message {
  fileprivate static func unusedService(_ install: String, serverIn host: String) -> Message {
    "`\(install)` is true, but `\(host)` names another server"
  }

  fileprivate static let disableOrRemoveHost: Message = "set it to false, or remove the host"

  fileprivate static let usedServer: Message = "this server is used"
}
