package import Diagnostics

/// The principals that a statement of a resource policy applies to.
package struct PolicyPrincipal: Sendable {
  package enum Name: Sendable {
    /// `*`, by itself or as an account.
    case everybody(SourceSpan)
    /// An account, role or user, as written.
    case identity(Located)
    /// An AWS service, such as `s3.amazonaws.com`.
    case service(Located)
    /// An identity provider, or the canonical ID of a user.
    case other(Located)
  }

  package let key: Located
  /// `NotPrincipal` applies to everyone else.
  package let sense: PolicyElement.Sense
  package let names: [Name]

  package var identities: [Located] {
    names.compactMap { if case .identity(let name) = $0 { name } else { nil } }
  }

  package var services: [Located] {
    names.compactMap { if case .service(let name) = $0 { name } else { nil } }
  }

  /// The OIDC provider whose tokens are accepted.
  package var tokenProvider: Located? {
    guard sense == .named else { return nil }
    for name in names {
      if case .other(let name) = name, name.value.contains(":oidc-provider/") { return name }
    }
    return nil
  }

  /// Where the statement applies to everyone; nil if it does not.
  package var everybody: SourceSpan? {
    if sense == .allBut { return key.span }
    for name in names {
      if case .everybody(let span) = name { return span }
    }
    return nil
  }
}
