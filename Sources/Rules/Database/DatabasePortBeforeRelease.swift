package import Diagnostics
package import Settings

/// A release of the chart waits for MySQL on the default port, whatever port is set.
package enum DatabasePortBeforeRelease: Rule {
  package static let id = DiagnosticID(
    "WB3294", "database-port-before-release", .warning,
    evidence: .read(
      by: .initContainer, source: "Script of `init-db` before 0.14.12; wandb/helm-charts#146"),
    Documentation(
      summary: "MySQL has another port than 3306, on which this release of the chart waits for it.",
      explanation: """
        Before chart 0.14.12, the init container `init-db` tries port 3306 whatever \
        `global.mysql.port` is, and the pods do not start before it gets an answer \
        (wandb/helm-charts#146).
        """,
      failing: .yaml(
        "global:\n  mysql:\n    host: db\n    port: 3307\n", .chartVersion("0.12.0")),
      passing: .yaml(
        "global:\n  mysql:\n    host: db\n    port: 3307\n", .chartVersion("0.43.8"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    guard resolved.chartVersion < ChartVersion(0, 14, 12) else { return }
    let port = resolved.configuration.mysql.port
    guard let number = port.literal, number != 3306, let origin = resolved.origin(of: port),
      origin.isAtOrBelow("global.mysql.port")
    else { return }
    findings.add(
      .otherPort(than: origin.spelling, resolved.chartVersion), at: origin,
      setting: "global.mysql.port", help: .useNewerChart)
  }
}

extension Message {
  fileprivate static func otherPort(than spelling: String, _ chart: ChartVersion) -> Message {
    "`init-db` of chart \(chart) waits for MySQL on port 3306, whatever `\(spelling)` is"
  }

  fileprivate static let useNewerChart: Message = "use chart 0.14.12 or newer, or port 3306"
}
