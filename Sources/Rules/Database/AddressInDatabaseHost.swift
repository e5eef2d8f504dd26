package import Diagnostics
package import Settings

/// The MySQL or Redis host contains more than a host.
package enum AddressInDatabaseHost: Rule {
  package static let id = DiagnosticID(
    "WB3016", "address-in-database-host", .error,
    evidence: .read(by: .goURLParser, source: "Template of the URL, rendered; Go `net/url`"),
    Documentation(
      summary: "The MySQL or Redis host contains a scheme, a port or a path.",
      explanation: """
        The chart builds `mysql://user:password@HOST:PORT/database` around the host, so a scheme, \
        a port or a path inside it results in a URL that does not parse. Port and database have \
        keys of their own.
        """,
      failing: .yaml("global:\n  mysql:\n    host: db.example.com:3307\n"),
      passing: .yaml("global:\n  mysql:\n    host: db.example.com\n    port: 3307\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let configuration = resolved.configuration
    let (mysql, redis) = (configuration.mysql, configuration.redis)
    check("global.mysql.host", mysql.host, port: mysql.port.literal ?? 3306, resolved, &findings)
    check("global.redis.host", redis.host, port: redis.port.literal ?? 6379, resolved, &findings)
  }

  private static func check(
    _ name: String, _ setting: Setting<String>, port: Int, _ resolved: ResolvedConfiguration,
    _ findings: inout RuleFindings
  ) {
    guard let host = setting.literal, let fault = HostText.fault(of: host),
      let origin = resolved.origin(of: setting)
    else { return }
    findings.add(
      .mustNotContain(fault.noun, in: origin.spelling), at: origin, setting: name,
      help: fault.help ?? .writeOnlyHost, fixes: fixes(Located(host, origin.span), port))
  }

  /// Removes a port that the server uses anyway.
  private static func fixes(_ host: Located, _ port: Int) -> [FixIt] {
    let end = ":\(port)"
    let name = host.value.dropLast(end.count)
    guard host.value.hasSuffix(end), !name.isEmpty, HostText.fault(of: String(name)) == nil else {
      return []
    }
    return [.write(String(name), for: host, .safe, summary: .removePort)]
  }
}

extension Message {
  fileprivate static let removePort: Message = "remove the port"

  fileprivate static let writeOnlyHost: Message = "write only the host name or address"
}
