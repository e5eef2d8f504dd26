package import Diagnostics
package import Settings

/// A bundled service is installed beside an outside one that takes its place.
package enum BundledServiceBesideExternal: Rule {
  package static let id = DiagnosticID(
    "WB3051", "bundled-service-beside-external", .warning,
    Documentation(
      summary: "A bundled MySQL, Redis or ClickHouse is installed, and another server is used.",
      explanation: """
        Where a host is set, the server talks to that one; the bundled service runs, and keeps \
        its volume, for nobody. The documentation sets `mysql.install: false` beside an outside \
        MySQL.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db.example.com\nmysql:\n  install: true\n"),
      passing: .yaml("global:\n  mysql:\n    host: db.example.com\nmysql:\n  install: false\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let configuration = resolved.configuration
    check(.mysql, configuration.mysql.host, resolved, &report)
    check(.redis, configuration.redis.host, resolved, &report)
    check(.clickhouse, configuration.clickHouse.host, resolved, &report)
  }

  private static func check(
    _ chart: Subchart, _ host: Setting<String>, _ resolved: ResolvedConfiguration,
    _ report: inout RuleReport
  ) {
    let install = resolved.configuration[chart]
    guard install.literal == true, isElsewhere(host, chart),
      let place = resolved.origin(of: install), let other = resolved.origin(of: host)
    else { return }
    report.report(
      "`\(place.spelling)` is true, and `\(other.spelling)` names another server", at: place,
      setting: "\(chart.rawValue).install", help: "set it to false, or leave the host out",
      related: [Diagnostic.Label("this server is used", other.span)])
  }

  /// Whether a host is known to be set, and is not the bundled service itself: `wandb-mysql`, with
  /// or without the cluster's own domain.
  private static func isElsewhere(_ host: Setting<String>, _ chart: Subchart) -> Bool {
    switch host.state {
    case .literal(let name):
      !name.prefix { $0 != "." }.contains(chart.rawValue)
        || name.contains(".") && !name.contains(".svc")
    case .reference: true
    case .absent, .unknown, .placeholder, .invalid: false
    }
  }
}
