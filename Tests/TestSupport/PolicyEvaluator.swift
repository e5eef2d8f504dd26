/// What AWS answers to a request.
package enum PolicyDecision: Equatable, Sendable {
  case allowed, implicitlyDenied, explicitlyDenied
}

/// The judge of policies: AWS's published evaluation rules, without a line of ours in between.
///
/// It knows identity-based and resource-based policies (of buckets, keys, roles). Organization
/// policies, boundaries and session policies are not modelled, nor are KMS grants.
package enum PolicyEvaluator {
  /// Whether `request` may happen, given every policy that applies to it.
  ///
  /// `resourcePolicy` is what hangs on the resource: a bucket policy, a key policy, or for
  /// `sts:AssumeRole…` the trust policy of the role.
  package static func decide(
    _ request: PolicyRequest, identityPolicies: [String] = [], resourcePolicy: String? = nil,
    resourceAccount: String
  ) throws -> PolicyDecision {
    try request.principal.validate()
    let account = request.principal.account
    guard account != nil || identityPolicies.isEmpty else {
      throw MalformedPolicy("\(request.principal) has no identity policies")
    }
    let kind: PolicyDocument.Kind = request.asksForRole ? .trust : .resource
    let identity = try identityPolicies.flatMap { try PolicyDocument($0, .identity).statements }
    let resource = try resourcePolicy.map { try PolicyDocument($0, kind).statements } ?? []

    let applying = try (identity + resource).filter { try $0.applies(to: request) }
    if applying.contains(where: { $0.effect == .deny }) { return .explicitlyDenied }

    let own = try identity.contains { try $0.applies(to: request) }
    let grant = try resource.compactMap { try $0.grant(for: request) }.max()
    return isAllowed(
      request, byIdentity: own || request.principal.isRoot ? .allowing : .silent, by: grant,
      account == nil ? .outsideAccounts : account == resourceAccount ? .sameAccount : .crossAccount)
      ? .allowed : .implicitlyDenied
  }

  private enum Identity { case allowing, silent }
  private enum Relation { case sameAccount, crossAccount, outsideAccounts }

  private static func isAllowed(
    _ request: PolicyRequest, byIdentity identity: Identity, by grant: PolicyGrant?,
    _ relation: Relation
  ) -> Bool {
    switch relation {
    // Services, web identities and strangers have no policies of their own.
    case .outsideAccounts: grant == .direct
    case .crossAccount: identity == .allowing && grant != nil
    // Keys and roles are the exceptions: their own policy has to let the account's policies in.
    case .sameAccount where request.resourcePolicyMustAllow:
      grant == .direct || grant == .delegated && identity == .allowing
    case .sameAccount: grant == .direct || identity == .allowing
    }
  }
}

/// What a statement of a resource-based policy hands over, the weaker first.
///
/// Naming an account delegates to it, and its own policies decide; naming a principal grants.
package enum PolicyGrant: Comparable, Sendable {
  case delegated, direct
}

/// A policy that AWS would refuse, or that this judge cannot read; it is never a decision.
package struct MalformedPolicy: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
