package import Diagnostics
package import Settings

/// The chart overrides a Redis parameter in Helm values.
package enum OverriddenRedisParameter: Rule {
  package static let id = DiagnosticID(
    "WB3014", "overridden-redis-parameter", .warning,
    Documentation(
      summary: "The chart overrides the Redis parameter.",
      explanation: """
        The chart puts its own `ttlInSeconds=604800`, and with `caCert` also `tls=true` and \
        `caCertPath`, before `params`, and the first value wins; the template's comment says the \
        opposite (operator-wandb 0.43.8, rendered).
        """,
      failing: .yaml("global:\n  redis:\n    host: cache\n    params: {ttlInSeconds: 5}\n"),
      passing: .yaml("global:\n  redis:\n    host: cache\n    params: {master: gorilla}\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let redis = resolved.configuration.redis
    if let ttl = redis.ttlInSeconds.literal, ttl != 604_800 {
      check(
        "ttlInSeconds", String(ttl), "604800", resolved.origin(of: redis.ttlInSeconds), &findings)
    }
    guard !redis.caCert.isAbsent else { return }
    if redis.tls.literal == false {
      check("tls", "false", "true", resolved.origin(of: redis.tls), &findings)
    }
    let path = "/etc/ssl/certs/redis_ca.pem"
    if let written = redis[.caCertPath].literal, written != path {
      check("caCertPath", written, path, resolved.origin(of: redis[.caCertPath]), &findings)
    }
  }

  private static func check(
    _ name: String, _ written: String, _ rendered: String, _ place: Assignment?,
    _ findings: inout RuleFindings
  ) {
    // Only the chart does this; a variable is used as it is.
    guard let place, place.spelling.hasPrefix("global.redis.param") else { return }
    findings.add(
      "the chart renders `\(place.spelling)` as `\(rendered)`, not `\(value: written)`", at: place,
      setting: "global.redis.params.\(name)",
      help: "remove it; the chart's value can't be overridden")
  }
}
