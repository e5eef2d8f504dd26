import Probing
import Settings

extension ProbePlan {
  /// The identity provider; nil if users sign in otherwise.
  static func oidc(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    let configuration = resolved.configuration
    let oidc = configuration.oidc
    guard !oidc.issuer.isAbsent else { return nil }
    var plan = ProbePlan(.oidc, .oidc, needing: .issuer, resolved)
    plan.add(.issuer, "global.auth.oidc.issuer", oidc.issuer)
    plan.add(.clientID, "global.auth.oidc.clientId", oidc.clientID)
    plan.add(.clientSecret, "global.auth.oidc.secret", oidc.secret)
    plan.add(.authMethod, "global.auth.oidc.authMethod", oidc.authMethod)
    plan.add(.scopes, "env.GORILLA_OIDC_CUSTOM_SCOPES", oidc.customScopes)
    plan.add(.origin, "global.host", configuration.host)
    plan.target = plan.request[.issuer] ?? ""
    return plan
  }
}
