import Probing
import Settings

extension ProbePlan {
  /// The mail server; nil if mails go through a service over HTTPS, as they do by default.
  static func smtp(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    let email = resolved.configuration.email
    guard !email.host.isAbsent, email.scheme.literal != .https else { return nil }
    var plan = ProbePlan(.smtp, .smtp, needing: .host, resolved)
    plan.add(.host, "global.email.smtp.host", email.host)
    plan.add(.port, "global.email.smtp.port", email.port)
    plan.add(.user, "global.email.smtp.user", email.user)
    plan.add(.password, "global.email.smtp.password", email.password)
    plan.add(.sender, "global.email.smtp.mailFrom", email.from)
    // Only the chart has a default.
    let isInValues = resolved.origin(of: email.host)?.isAtOrBelow("global.email.smtp") == true
    if email.port.isAbsent, isInValues { plan.imply(.port, "587", by: .host) }
    let port = plan.request[.port].map { ":\($0)" } ?? ""
    plan.target = (plan.request[.host] ?? "") + port
    return plan
  }
}
