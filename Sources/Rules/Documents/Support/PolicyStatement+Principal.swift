import CloudDocuments
import Diagnostics
import Settings

/// Which principals a statement of a resource policy applies to.
extension PolicyStatement {
  /// Whether the statement may cover a principal: by name, as everyone, or through its account.
  func mayBeFor(_ own: String) -> Bool {
    guard let principal else { return false }
    if principal.everybody != nil { return true }
    let account = PolicyIdentity(Located(own, span)).account
    return principal.identities.contains { name in
      if PolicyIdentity.isSame(name.value, own) || PolicyResource.isOpen(name.value) { return true }
      let identity = PolicyIdentity(name)
      // The ID of a deleted role and a role's session can't be compared with a role.
      guard let other = identity.account else { return true }
      return other == account && (identity.isAccount || PolicyResource(name)?.service == "sts")
    }
  }

  /// Whether a denial covers W&B: its principal or, without one, any that `allowed` names.
  func denies(_ own: String?, or allowed: Set<String>) -> Bool {
    guard let principal else { return false }
    guard principal.sense == .named else { return own.map(leavesOut) ?? false }
    if principal.everybody != nil { return true }
    guard let own else { return principal.identities.contains { allowed.contains($0.value) } }
    return principal.identities.contains { PolicyIdentity.isSame($0.value, own) }
  }

  /// Whether `NotPrincipal` does not list a principal, so that the statement applies to it.
  private func leavesOut(_ own: String) -> Bool {
    guard let principal, !principal.identities.isEmpty else { return false }
    return !principal.identities.contains { name in
      PolicyIdentity.isSame(name.value, own) || PolicyResource.isOpen(name.value)
        || name.value.contains("assumed-role/")
    }
  }
}
