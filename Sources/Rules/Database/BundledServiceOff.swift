package import Diagnostics
package import Settings

/// A bundled service is switched off, and no other server is named.
package enum BundledServiceOff: Rule {
  package static let id = DiagnosticID(
    "WB3090", "bundled-service-off", .warning,
    evidence: .read(by: .chart, source: "Templates of the newest release, rendered"),
    Documentation(
      summary: "The bundled MySQL or Redis is not installed, and no other server is set.",
      explanation: """
        Without a host, the chart connects the server to the bundled service, which `install: \
        false` leaves out, so the pods wait for it. An empty host counts as none (rendered with \
        chart operator-wandb \(ChartVersion.newest)).
        """,
      failing: .yaml("global:\n  mysql: {host: ''}\nmysql: {install: false}\n"),
      passing: .yaml("global:\n  mysql: {host: db.example.com}\nmysql: {install: false}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let configuration = resolved.configuration
    check(.mysql, "MySQL", configuration.mysql.host, resolved, &findings)
    check(.redis, "Redis", configuration.redis.host, resolved, &findings)
  }

  private static func check(
    _ chart: Subchart, _ product: String, _ host: Setting<String>,
    _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    let install = resolved.configuration[chart]
    guard install.literal == false, host.isAbsent, isNeeded(chart, resolved),
      let switchedOff = resolved.origin(of: install)
    else { return }
    let emptied = host.history.last.map { resolved[$0] }
    findings.add(
      .noServer(product, switchedOff.spelling), at: emptied ?? switchedOff,
      setting: "global.\(chart.rawValue).host", help: .setHost(chart.rawValue),
      related: emptied == nil ? [] : [.init(.notInstalled, switchedOff.span)])
  }

  /// Whether the inputs are about this service: a fragment that only switches it off may be one of
  /// several.
  private static func isNeeded(_ chart: Subchart, _ resolved: ResolvedConfiguration) -> Bool {
    resolved.assignments.contains { $0.setting.hasPrefix("global.\(chart.rawValue).") }
  }
}

extension Message {
  fileprivate static func noServer(_ product: String, _ install: String) -> Message {
    "no \(product) server is set, and `\(install)` is false"
  }

  fileprivate static func setHost(_ section: String) -> Message {
    "set `global.\(section).host`, or install the bundled service"
  }

  fileprivate static let notInstalled: Message = "the bundled service is not installed"
}
