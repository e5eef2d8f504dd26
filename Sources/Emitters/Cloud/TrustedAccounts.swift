import Diagnostics
import Settings

/// The service accounts of a cluster that take on a role.
struct TrustedAccounts {
  /// `system:serviceaccount:NAMESPACE:NAME`.
  let subjects: [String]
  let match: SubjectMatch
}

extension AWSSituation {
  /// Their names are known when every component with the role spells its own; nil, and reported,
  /// without a namespace, or when there are roles to choose from.
  func trustedAccounts(_ bag: inout DiagnosticBag) -> TrustedAccounts? {
    guard let namespace = question.need(question.namespace, "kubernetes.namespace", &bag) else {
      return nil
    }
    // One policy for several roles would let each account take on them all.
    guard principals.count < 2 else { return question.need(nil, "aws.principal", &bag) }
    let users = roles.filter { principals.contains($0.identity) }
    let accounts = users.compactMap(\.account)
    let isKnown = !accounts.isEmpty && accounts.count == users.count
    if !isKnown { bag.report(everyAccount(of: namespace, users.first { $0.account == nil })) }
    let subjects = (isKnown ? accounts.unique() : ["*"]).map {
      "system:serviceaccount:\(namespace):\($0)"
    }
    return TrustedAccounts(subjects: subjects, match: isKnown ? .exact : .pattern)
  }

  private func everyAccount(
    of namespace: String, _ nameless: ServiceAccountIdentity?
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.takenForGranted, .note,
      "every service account of namespace `\(namespace)` may take the role on: "
        + "the names of the server's are not known",
      at: nameless?.span ?? question.resolved.beginning)
    diagnostic.help = "annotate with the role, and name, each component's `serviceAccount`"
    return diagnostic
  }
}
