import CloudDocuments
import Diagnostics
import Settings

/// An account, or a role or user in it, as named by a principal.
struct PolicyIdentity {
  /// The account's ID, if the name contains it.
  let account: String?
  /// Whether it is the account as a whole.
  let isAccount: Bool

  init(_ name: Located) {
    if AmazonResourceName.isAccount(name.value) {
      (account, isAccount) = (name.value, true)
      return
    }
    let resource = PolicyResource(name)
    account = resource.flatMap { AmazonResourceName.isAccount($0.account) ? $0.account : nil }
    isAccount = account != nil && resource?.service == "iam" && resource?.resource == "root"
  }

  /// Whether two names mean the same principal; an account can be written in two ways.
  static func isSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    let span = SourceSpan(FileID(0), 0, 0)
    let identities = [left, right].map { PolicyIdentity(Located($0, span)) }
    return identities.allSatisfy(\.isAccount) && identities[0].account == identities[1].account
  }
}

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

  /// Whether a condition limits who is meant if the principal is everyone.
  var saysWho: Bool { conditions.contains(where: \.saysWho) }

  /// Whether `NotPrincipal` does not list a principal, so that the statement applies to it.
  private func leavesOut(_ own: String) -> Bool {
    guard let principal, !principal.identities.isEmpty else { return false }
    return !principal.identities.contains { name in
      PolicyIdentity.isSame(name.value, own) || PolicyResource.isOpen(name.value)
        || name.value.contains("assumed-role/")
    }
  }
}

/// Whether conditions limit who is meant by a principal that is everyone.
extension PolicyCondition {
  /// Whether the condition limits access to particular sources or principals.
  var saysWho: Bool {
    let key = self.key.value.lowercased()
    return isPositive && !isFlag && Self.identifies(key) && !values.isEmpty
      && values.allSatisfy { Self.isNarrow($0, key) }
  }

  /// Whether a Boolean is compared, which identifies nobody.
  private var isFlag: Bool {
    let name = comparison.value.lowercased()
    return name.hasPrefix("bool") || name.hasSuffix(":bool")
  }

  /// Whether a condition key identifies a source or a principal.
  ///
  /// Source: IAM user guide, "AWS global condition context keys"; S3 user guide, "The meaning of
  /// public".
  private static func identifies(_ key: String) -> Bool {
    guard !["aws:principaltype", "aws:principalisawsservice"].contains(key) else { return false }
    return ["aws:source", "aws:principal", "s3:dataaccesspoint"].contains { key.hasPrefix($0) }
      || ["aws:userid", "aws:username", "kms:calleraccount", "aws:vpcsourceip"].contains(key)
  }

  private static func isNarrow(_ value: Located, _ key: String) -> Bool {
    if PolicyResource.isOpen(value.value) { return true }
    switch key {
    case "aws:sourceip", "aws:vpcsourceip": return isNarrow(range: value.value)
    case "aws:sourcearn", "aws:principalarn": return isNarrow(name: value)
    default:
      // `AROA…:*` is every session of one role; `o-*` is every organization.
      let literal = value.value.prefix { $0 != "*" && $0 != "?" }
      return literal.utf8.count == value.value.utf8.count || literal.utf8.count >= 8
    }
  }

  /// Whether an address range is narrow: two ranges of length 1 already cover all addresses.
  private static func isNarrow(range text: String) -> Bool {
    guard case .success(let range) = AddressRange.read(text) else { return true }
    return range.prefix >= 8
  }

  /// Whether an ARN names an account, or a bucket, whose name is globally unique.
  private static func isNarrow(name: Located) -> Bool {
    guard let name = PolicyResource(name) else { return !Wildcard.isIn(name.value) }
    if PolicyResource.isKnown(name.account) { return true }
    guard name.service == "s3", let first = name.resource.first else { return false }
    return first != "*" && first != "?"
  }
}
