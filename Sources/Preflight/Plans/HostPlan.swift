import Probing
import Settings

extension ProbePlan {
  /// The public URL of the server; nil if it is not set.
  static func host(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    let host = resolved.configuration.host
    guard !host.isAbsent else { return nil }
    var plan = ProbePlan(.host, .host, needing: .host, resolved)
    plan.add(.host, "global.host", host)
    plan.target = plan.request[.host] ?? ""
    return plan
  }
}
