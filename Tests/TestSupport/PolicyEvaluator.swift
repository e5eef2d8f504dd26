/// What AWS answers to a request.
package enum PolicyDecision: Equatable, Sendable {
  case allowed, implicitlyDenied, explicitlyDenied
}

/// Evaluates policies by AWS's published rules, without using any code of the product.
///
/// It knows identity-based and resource-based policies (of buckets, keys, roles). Organization
/// policies, boundaries and session policies are not modelled, nor are KMS grants.
package enum PolicyEvaluator {
  /// Whether `request` may happen under these policies.
  ///
  /// `resourcePolicy` is attached to the resource: a bucket policy, a key policy, or for
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

/// What a statement of a resource-based policy grants, the weaker first.
///
/// Naming an account delegates to it, and its own policies decide; naming a principal grants.
package enum PolicyGrant: Comparable, Sendable {
  case delegated, direct
}

/// A policy that AWS would refuse, or that this evaluator does not support; never a decision.
package struct MalformedPolicy: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// A request to AWS as policies see it.
package struct PolicyRequest: Sendable {
  package let action: String
  package let resource: String
  package let principal: PolicyPrincipal
  private let context: [String: [String]]

  /// Keys that AWS derives from the principal may be left out: `aws:PrincipalArn`,
  /// `aws:PrincipalAccount`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`,
  /// `kms:CallerAccount`.
  package init(
    _ action: String, on resource: String, by principal: PolicyPrincipal,
    _ context: [String: ContextValue] = [:]
  ) {
    self.action = action
    self.resource = resource
    self.principal = principal
    var keys = principal.context
    if action.lowercased().hasPrefix("kms:"), let account = principal.account {
      keys["kms:CallerAccount"] = [account]
    }
    for (key, value) in context { keys[key] = value.values }
    // Names of context keys are not case-sensitive.
    self.context = Dictionary(
      keys.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// The values of a context key; none when the request lacks the key.
  func values(of key: String) -> [String] { context[key.lowercased()] ?? [] }

  /// Whether the resource is a role, whose policy is a trust policy.
  var asksForRole: Bool { action.lowercased().hasPrefix("sts:") }

  var resourcePolicyMustAllow: Bool { asksForRole || action.lowercased().hasPrefix("kms:") }
}

/// The values of one context key: a literal of a string, or of an array for a multivalued key.
package struct ContextValue: Hashable, Sendable, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral
{
  let values: [String]

  package init(_ value: String) { values = [value] }
  package init(_ values: [String]) { self.values = values }
  package init(stringLiteral value: String) { values = [value] }
  package init(arrayLiteral elements: String...) { values = elements }
}

/// A policy that AWS would accept: every element is checked, whether a request meets it or not.
struct PolicyDocument {
  /// What the policy is attached to, which decides the elements that a statement has.
  enum Kind { case identity, resource, trust }

  let statements: [PolicyStatement]

  init(_ text: String, _ kind: Kind) throws {
    guard let tree = JSONTree(text.utf8) else {
      throw MalformedPolicy("not valid JSON, or a key is set twice")
    }
    try Self.expectMembers(of: tree, ["Version", "Id", "Statement"])
    // Without a version, AWS reads the language of 2008, which nobody should write.
    guard let version = tree["Version"]?.string, ["2012-10-17", "2008-10-17"].contains(version)
    else { throw MalformedPolicy("no version of the policy language") }
    guard let body = tree["Statement"] else { throw MalformedPolicy("no statement") }
    let trees = if case .array(let elements) = body { elements } else { [body] }
    guard !trees.isEmpty else { throw MalformedPolicy("no statement") }
    statements = try trees.map { try PolicyStatement($0, kind) }

    let names = trees.compactMap { $0["Sid"]?.string }.filter { !$0.isEmpty }
    guard Set(names).count == names.count else {
      throw MalformedPolicy("two statements have the same Sid")
    }
  }

  /// Throws when `tree` is not an object or has a member that is not listed.
  static func expectMembers(of tree: JSONTree, _ known: Set<String>) throws {
    guard case .object(let members) = tree else { throw MalformedPolicy("an object is missing") }
    for key in members.keys where !known.contains(String(decoding: key, as: UTF8.self)) {
      throw MalformedPolicy("`\(String(decoding: key, as: UTF8.self))` is not a known element")
    }
  }

  /// One text or several, as most elements may be written; never none.
  static func texts(_ tree: JSONTree) throws -> [String] {
    let trees = if case .array(let elements) = tree { elements } else { [tree] }
    let texts = trees.compactMap(\.string)
    guard texts.count == trees.count, !texts.isEmpty else {
      throw MalformedPolicy("a text or a list of texts is missing")
    }
    // Variables would have to be replaced, and must not be compared letter by letter.
    for text in texts where text.contains("${") {
      throw MalformedPolicy("`\(text)` has a policy variable, which is not supported here")
    }
    return texts
  }
}
