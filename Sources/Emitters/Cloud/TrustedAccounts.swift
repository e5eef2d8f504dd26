import Settings

/// The service accounts of a cluster that take on a role.
struct TrustedAccounts {
  /// `system:serviceaccount:NAMESPACE:NAME`.
  let subjects: [String]
  let match: SubjectMatch
}

extension AWSSituation {
  /// Their names are known when every component with the role spells its own.
  var trustedAccounts: TrustedAccounts {
    let namespace = question.text(question.resolved.configuration.cloud.namespace) ?? "default"
    let users = roles.filter { principals.contains($0.identity) }
    let accounts = users.compactMap(\.account)
    let isKnown = !accounts.isEmpty && accounts.count == users.count
    let subjects = (isKnown ? accounts.unique() : ["*"]).map {
      "system:serviceaccount:\(namespace):\($0)"
    }
    return TrustedAccounts(subjects: subjects, match: isKnown ? .exact : .pattern)
  }
}
