package import Diagnostics
package import Settings

/// A bundled service is installed although an external one is used instead.
package enum UnusedBundledService: Rule {
  package static let id = DiagnosticID(
    "WB3051", "unused-bundled-service", .warning,
    evidence: .read(by: .chart, source: "Templates of the newest release, rendered"),
    Documentation(
      summary: "A bundled MySQL, Redis or ClickHouse is installed, but another server is used.",
      explanation: """
        Where a host is set, the server connects to that host; the bundled service runs and keeps \
        its volume, but is not used. The documentation sets `mysql.install: false` for an external \
        MySQL.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db.example.com\nmysql:\n  install: true\n"),
      passing: .yaml("global:\n  mysql:\n    host: db.example.com\nmysql:\n  install: false\n")))

  package static let otherIDs = [byDefault]

  private static let byDefault = DiagnosticID(
    "WB3097", "service-installed-by-default", .note,
    evidence: .read(
      by: .chart, source: "values.yaml of \(ChartRelease.citation), `redis.install`"),
    Documentation(
      summary: "The chart installs a service by default that a whole deployment does not use.",
      explanation: """
        `redis.install` is true by default, and before chart 0.13.12 so was `mysql.install`. Where \
        the host of another server is set, the bundled one runs but is not used. This is reported \
        for whole deployments only, because another file may switch the service off.
        """,
      failing: .yaml(ExampleDeployment.external),
      passing: .yaml(ExampleDeployment.complete)))

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
    guard isElsewhere(host, chart), let other = resolved.origin(of: host) else { return }
    guard install.literal == true, let origin = resolved.origin(of: install) else {
      return checkDefault(chart, other, resolved, &findings)
    }
    findings.add(
      .unusedService(origin.spelling, serverIn: other.spelling), at: origin,
      setting: "\(chart.rawValue).install", help: .disableOrRemoveHost,
      related: [.init(.usedServer, other.span)],
      fixes: [.writeLiteral("false", for: Located("true", origin.span))])
  }

  private static func checkDefault(
    _ chart: Subchart, _ host: Assignment, _ resolved: ResolvedConfiguration,
    _ findings: inout RuleFindings
  ) {
    guard resolved.deployment?.usesChart == true, resolved.isMeantToBeWhole,
      resolved.installs(chart) == true
    else { return }
    let path = "\(chart.rawValue).install"
    findings.add(
      .unusedByDefault(path, serverIn: host.spelling), at: host.span, via: host.via, setting: path,
      help: .disable(path), code: byDefault)
  }

  /// Whether a host is known to be set and is not the bundled service itself, which has a name such
  /// as `wandb-mysql`, with or without the cluster's domain.
  private static func isElsewhere(_ host: Setting<String>, _ chart: Subchart) -> Bool {
    switch host.state {
    case .literal(let name):
      !ByteSearch.occurs(chart.rawValue, in: Array(name.prefix { $0 != "." }.utf8))
        || name.contains(".") && !name.holds(".svc")
    case .reference: true
    case .absent, .unknown, .placeholder, .unrecognized, .invalid: false
    }
  }
}

extension Message {
  fileprivate static func unusedService(_ install: String, serverIn host: String) -> Message {
    "`\(install)` is true, but `\(host)` names another server"
  }

  fileprivate static func unusedByDefault(_ path: String, serverIn host: String) -> Message {
    "`\(host)` names another server, but `\(path)` is true by default"
  }

  fileprivate static func disable(_ path: String) -> Message {
    "set `\(path): false`, unless the bundled service should keep running"
  }

  fileprivate static let disableOrRemoveHost: Message = "set it to false, or remove the host"

  fileprivate static let usedServer: Message = "this server is used"
}
