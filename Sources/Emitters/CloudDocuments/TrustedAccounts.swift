import Diagnostics
import Settings

/// The service accounts in a cluster that may assume a role.
struct TrustedAccounts {
  let namespace: String
  /// Their names, or `*` for every account in the namespace.
  let names: [String]
  let match: SubjectMatch

  /// `system:serviceaccount:NAMESPACE:NAME`.
  var subjects: [String] { names.map { "system:serviceaccount:\(namespace):\($0)" } }
}

extension AWSContext {
  /// The accounts that associations of EKS Pod Identity may name, as far as they are known; nil without
  /// a namespace.
  var podAccounts: TrustedAccounts? { context.namespace.map { accounts(in: $0) } }

  /// The accounts that IRSA is for; nil, and reported, without a namespace, or when there is more than
  /// one role.
  func trustedAccounts(_ bag: inout DiagnosticBag) -> TrustedAccounts? {
    guard let namespace = context.need(context.namespace, "kubernetes.namespace", &bag) else {
      return nil
    }
    // One policy for several roles would let each account assume all of them.
    guard principals.count < 2 else { return context.need(nil, "aws.principal", &bag) }
    let accounts = accounts(in: namespace)
    if accounts.match == .pattern {
      bag.report(.everyAccount(of: namespace, users.first { $0.account == nil }, context))
    }
    return accounts
  }

  /// The components whose service accounts have the annotation.
  private var users: [ServiceAccountIdentity] { roles.filter { principals.contains($0.identity) } }

  /// By name if the name of the Helm release is known, or if every component with the role names its
  /// own.
  private func accounts(in namespace: String) -> TrustedAccounts {
    let users = users
    let names =
      users.isEmpty ? ChartServiceAccounts(context)?.names ?? [] : users.compactMap(\.account)
    let isKnown = !names.isEmpty && names.count >= users.count
    return TrustedAccounts(
      namespace: namespace, names: isKnown ? names.unique() : ["*"],
      match: isKnown ? .exact : .pattern)
  }
}

extension Diagnostic {
  fileprivate static func everyAccount(
    of namespace: String, _ nameless: ServiceAccountIdentity?, _ context: CloudContext
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      RenderProblem.everyAccount,
      """
      every service account in namespace `\(value: namespace, at: context.namespaceSpan)` may \
      assume the role, because the server's service account names are not known
      """,
      at: nameless?.span ?? context.resolved.beginning)
    diagnostic.help =
      "add --set helm.release=NAME, or set the `name` of each `serviceAccount` with the role"
    return diagnostic
  }
}
