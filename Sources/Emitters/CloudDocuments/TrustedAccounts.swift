import Diagnostics
import Settings

/// The service accounts in a cluster that may assume a role.
struct TrustedAccounts {
  /// `system:serviceaccount:NAMESPACE:NAME`.
  let subjects: [String]
  let match: SubjectMatch
}

extension AWSContext {
  /// The accounts are listed by name if every component with the role names its own; nil, and
  /// reported, without a namespace, or when there is more than one role.
  func trustedAccounts(_ bag: inout DiagnosticBag) -> TrustedAccounts? {
    guard let namespace = context.need(context.namespace, "kubernetes.namespace", &bag) else {
      return nil
    }
    // One policy for several roles would let each account assume all of them.
    guard principals.count < 2 else { return context.need(nil, "aws.principal", &bag) }
    let users = roles.filter { principals.contains($0.identity) }
    let accounts = users.compactMap(\.account)
    let isKnown = !accounts.isEmpty && accounts.count == users.count
    if !isKnown {
      bag.report(.everyAccount(of: namespace, users.first { $0.account == nil }, context))
    }
    let subjects = (isKnown ? accounts.unique() : ["*"]).map {
      "system:serviceaccount:\(namespace):\($0)"
    }
    return TrustedAccounts(subjects: subjects, match: isKnown ? .exact : .pattern)
  }
}

extension Diagnostic {
  fileprivate static func everyAccount(
    of namespace: String, _ nameless: ServiceAccountIdentity?, _ context: CloudContext
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.assumedLocation, .note,
      """
      every service account in namespace `\(value: namespace, at: context.namespaceSpan)` may \
      assume the role, because the server's service account names are not known
      """,
      at: nameless?.span ?? context.resolved.beginning)
    diagnostic.help = "annotate each component's `serviceAccount` with the role, and set its `name`"
    return diagnostic
  }
}
