import Diagnostics
import Probing
import Rules
import Settings
import Terraform

extension ProbePlan {
  /// The version of the cluster; nil if nothing is installed in one.
  static func kubernetes(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    guard let form = resolved.deployment?.form, form == .chartValues || form == .customResource
    else { return nil }
    var plan = ProbePlan(.kubernetes, .kubernetes, needing: .version, resolved)
    plan.add(.version, "1.29", at: resolved.beginning)
    plan.target = "1.29 or newer"
    return plan
  }

  /// The version of Terraform that the called modules require; nil without calls.
  static func terraform(
    _ resolved: ResolvedConfiguration, _ configuration: TerraformConfiguration?
  ) -> ProbePlan? {
    guard let call = configuration?.calls.first,
      let required = call.release?.requiredTerraform, !required.isEmpty
    else { return nil }
    var plan = ProbePlan(.terraform, .terraform, needing: .version, resolved)
    plan.add(.version, required, at: call.call.name.span)
    plan.target = required
    return plan
  }

  /// What the license says of itself; its form is checked by `validate`.
  static func license(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    let setting = resolved.configuration.license
    guard !setting.isAbsent else { return nil }
    var plan = ProbePlan(.license, .license, needing: .license, resolved)
    plan.add(.license, "global.license", setting)
    // Any other text was reported when the configuration was checked.
    guard let claims = plan.request[.license].flatMap({ LicenseClaims($0) }) else {
      return plan.isRunnable ? nil : plan
    }
    plan.decide(steps(claims, now: resolved.now))
    return plan
  }

  private static func steps(_ claims: LicenseClaims, now: Int64) -> [ProbeEvent] {
    var events: [ProbeEvent] = [
      .began(step: "has three parts and claims", role: .license), .ended(.passed, ""),
      .began(step: "is valid", role: .license),
    ]
    guard let expiry = claims.expiry else { return events + [.ended(.passed, "without end")] }
    let days = (expiry - now) / 86_400
    if days < 30 {
      events.append(
        .found(ProbeFailure(VersionProblem.licenseExpiresSoon, [.found: "\(max(0, days))"])))
    }
    return events + [.ended(.passed, "\(days) days left")]
  }
}
