import Probing
import Rules
import Settings

extension ProbePlan {
  /// Each configured text with certificates of authorities that services of the server may present.
  ///
  /// Those of the operator are for registries, which no probe reaches.
  static func certificates(_ resolved: ResolvedConfiguration) -> [ProbePlan] {
    resolved.authorities.filter { $0.setting != "operator.customCACerts" }.map { text in
      var plan = ProbePlan(.certificates, .certificates, needing: .authority, resolved)
      plan.add(.authority, text)
      plan.target = text.spelling
      return plan
    }
  }
}
