package import Diagnostics
package import Settings

/// The chart overrides a Redis parameter in Helm values.
package enum OverriddenRedisParameter: Rule {
  package static let id = DiagnosticID(
    "WB3014", "overridden-redis-parameter", .warning,
    evidence: .read(by: .chart, source: "Template `_redis.tpl` of the newest release, rendered"),
    Documentation(
      summary: "The chart overrides the Redis parameter.",
      explanation: """
        The chart puts its own `ttlInSeconds=604800`, and with `caCert` also `tls=true` and \
        `caCertPath`, before `params`, and the first value wins; the template's comment says the \
        opposite (\(ChartRelease.citation), rendered).
        """,
      failing: .yaml("global:\n  redis:\n    host: cache\n    params: {ttlInSeconds: 5}\n"),
      passing: .yaml("global:\n  redis:\n    host: cache\n    params: {master: gorilla}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let redis = resolved.configuration.redis
    if let seconds = redis.ttlInSeconds.literal, seconds != 604_800 {
      report(
        "ttlInSeconds", written: String(seconds), rendered: "604800",
        at: redis.ttlInSeconds, resolved, &findings)
    }
    guard !redis.caCert.isAbsent else { return }
    if redis.tls.literal == false {
      report(
        "tls", written: "false", rendered: "true", at: redis.tls, resolved, &findings)
    }
    let path = "/etc/ssl/certs/redis_ca.pem"
    if let written = redis[.caCertPath].literal, written != path {
      report(
        "caCertPath", written: written, rendered: path,
        at: redis[.caCertPath], resolved, &findings)
    }
  }

  /// Reports a parameter in Helm values, which the chart overrides; a variable is used as it is.
  private static func report<Value>(
    _ name: String, written: String, rendered: String, at setting: Setting<Value>,
    _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    // A release that does not read `params` has no parameters of its own either.
    guard let origin = resolved.origin(of: setting), origin.isRedisParameter,
      ChartReads.reads("global.redis.params", in: resolved.chartVersion)
    else { return }
    findings.add(
      .overridden(origin.spelling, written: written, rendered: rendered), at: origin,
      setting: "global.redis.params.\(name)", help: .removeIt,
      fixes: [.removeEntry(ofValueAt: origin.span)])
  }
}

extension Assignment {
  /// Whether a parameter below `global.redis` made it, under the present key or the former one.
  var isRedisParameter: Bool { isAtOrBelow("global.redis.params", "global.redis.parameters") }
}

extension Message {
  fileprivate static func overridden(
    _ spelling: String, written: String, rendered: String
  ) -> Message {
    "the chart renders `\(spelling)` as `\(rendered)`, not `\(value: written)`"
  }

  fileprivate static let removeIt: Message = "remove it; the chart's value can't be overridden"
}
