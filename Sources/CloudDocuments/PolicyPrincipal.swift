package import Diagnostics

/// Whom a statement of a resource's policy is about.
package struct PolicyPrincipal: Sendable {
  package enum Name: Sendable {
    /// `*`, bare or as an account.
    case everybody(SourceSpan)
    /// An account, a role or a user, as it is written.
    case identity(Located)
    /// A service of AWS, as `s3.amazonaws.com`.
    case service(Located)
    /// An identity provider, or the canonical ID of a user.
    case other(Located)
  }

  package let key: Located
  /// `NotPrincipal` is about everybody else.
  package let sense: PolicyElement.Sense
  package let names: [Name]

  package var identities: [Located] {
    names.compactMap { if case .identity(let name) = $0 { name } else { nil } }
  }

  package var services: [Located] {
    names.compactMap { if case .service(let name) = $0 { name } else { nil } }
  }

  /// A provider of tokens (OIDC) whose bearers are meant.
  package var tokenProvider: Located? {
    guard sense == .named else { return nil }
    for name in names {
      if case .other(let name) = name, name.value.contains(":oidc-provider/") { return name }
    }
    return nil
  }

  /// Where the statement is opened to everybody.
  package var everybody: SourceSpan? {
    if sense == .allBut { return key.span }
    for name in names {
      if case .everybody(let span) = name { return span }
    }
    return nil
  }
}
