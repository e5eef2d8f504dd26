/// A request to AWS as policies see it.
package struct PolicyRequest: Sendable {
  package let action: String
  package let resource: String
  package let principal: PolicyPrincipal
  private let context: [String: [String]]

  /// Keys that AWS derives from the principal need not be given: `aws:PrincipalArn`,
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
