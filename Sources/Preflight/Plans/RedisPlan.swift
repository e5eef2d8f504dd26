import Probing
import Settings

extension ProbePlan {
  /// The Redis server; nil if the chart installs one, which can't be reached from here.
  static func redis(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    let redis = resolved.configuration.redis
    guard !redis.host.isAbsent else { return nil }
    var plan = ProbePlan(.redis, .redis, needing: .host, resolved)
    plan.add(.host, "global.redis.host", redis.host)
    plan.add(.port, "global.redis.port", redis.port)
    plan.add(.user, "redis.user", redis.user)
    plan.add(.password, "global.redis.password", redis.password)
    plan.add(.tls, "global.redis.params.tls", redis.tls)
    plan.add(.authority, "global.redis.caCert", redis.caCert)
    plan.add(.master, "global.redis.params.master", redis[.master])
    // The chart adds `tls=true` to the URL if there is a certificate.
    if !redis.caCert.isAbsent { plan.imply(.tls, "true", by: .authority) }
    plan.target = "\(plan.request[.host] ?? ""):\(plan.request[.port] ?? "6379")"
    return plan
  }
}
