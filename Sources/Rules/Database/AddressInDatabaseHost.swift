package import Diagnostics
package import Settings

/// The MySQL host holds more than a host.
package enum AddressInDatabaseHost: Rule {
  package static let id = DiagnosticID(
    "WB3016", "address-in-database-host", .error,
    Documentation(
      summary: "The MySQL or Redis host holds a scheme, a port or a path.",
      explanation: """
        The chart writes `mysql://user:password@HOST:PORT/database` around the host, so a scheme, \
        a port or a path inside it makes a URL that does not parse. Port and database are keys of \
        their own.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db.example.com:3307\n"),
      passing: .yaml("global:\n  mysql:\n    host: db.example.com\n    port: 3307\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let configuration = resolved.configuration
    check("global.mysql.host", configuration.mysql.host, resolved, &report)
    check("global.redis.host", configuration.redis.host, resolved, &report)
  }

  private static func check(
    _ name: String, _ setting: Setting<String>, _ resolved: ResolvedConfiguration,
    _ report: inout RuleReport
  ) {
    guard let host = setting.literal, let fault = HostText.fault(of: host),
      let place = resolved.origin(of: setting)
    else { return }
    report.report(
      "`\(place.spelling)` holds \(fault)", at: place, setting: name,
      help: "write the host name or address alone")
  }
}
