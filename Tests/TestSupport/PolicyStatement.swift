/// One statement of a policy.
struct PolicyStatement {
  enum Effect: String { case allow = "Allow", deny = "Deny" }

  /// An element and its negation: `Action` and `NotAction`.
  private enum Choice<Entry> { case only([Entry]), allBut([Entry]) }

  let effect: Effect
  private let principal: Choice<PolicyPrincipalName>?
  private let action: Choice<String>
  private let resource: Choice<String>?
  private let conditions: [PolicyCondition]

  init(_ tree: JSONTree, _ kind: PolicyDocument.Kind) throws {
    try PolicyDocument.expectMembers(
      of: tree,
      [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
        "NotResource", "Condition",
      ])
    guard let effect = tree["Effect"]?.string.flatMap(Effect.init) else {
      throw MalformedPolicy("an effect is `Allow` or `Deny`")
    }
    guard let action = try Self.choice("Action", in: tree, PolicyDocument.texts) else {
      throw MalformedPolicy("no action")
    }
    self.effect = effect
    self.action = action
    principal = try Self.choice("Principal", in: tree, PolicyPrincipalName.read)
    resource = try Self.choice("Resource", in: tree, PolicyDocument.texts)
    conditions = try tree["Condition"].map(PolicyCondition.read) ?? []
    try checkSid(tree["Sid"], kind)
    try checkElements(kind)
    try checkNames()
  }

  private static func choice<Entry>(
    _ name: String, in tree: JSONTree, _ read: (JSONTree) throws -> [Entry]
  ) throws -> Choice<Entry>? {
    switch (tree[name], tree["Not" + name]) {
    case (nil, nil): return nil
    case (let entries?, nil): return .only(try read(entries))
    case (nil, let entries?): return .allBut(try read(entries))
    default: throw MalformedPolicy("both \(name) and Not\(name)")
    }
  }

  /// IAM takes letters and digits only; buckets and keys take more.
  private func checkSid(_ tree: JSONTree?, _ kind: PolicyDocument.Kind) throws {
    guard let tree else { return }
    guard let sid = tree.string,
      kind == .resource || sid.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw MalformedPolicy("`Sid` has characters that AWS refuses")
    }
  }

  private func checkElements(_ kind: PolicyDocument.Kind) throws {
    guard (principal == nil) == (kind == .identity) else {
      throw MalformedPolicy("a principal stands in policies of resources, and only there")
    }
    guard (resource == nil) == (kind == .trust) else {
      throw MalformedPolicy("a resource stands everywhere but in trust policies")
    }
    guard case .allBut? = principal else { return }
    guard effect == .deny, kind == .resource else {
      throw MalformedPolicy("NotPrincipal is for Deny in policies of resources")
    }
  }

  private func checkNames() throws {
    for action in entries(action) where action != "*" {
      let parts = action.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
        throw MalformedPolicy("`\(action)` is no action")
      }
    }
    for resource in resource.map(entries) ?? [] where resource != "*" {
      guard PolicyARN(resource) != nil else { throw MalformedPolicy("`\(resource)` is no ARN") }
    }
  }

  private func entries(_ choice: Choice<String>) -> [String] {
    switch choice {
    case .only(let entries), .allBut(let entries): entries
    }
  }

  /// Whether the statement speaks about the request at all.
  func applies(to request: PolicyRequest) throws -> Bool {
    let action = request.action.lowercased()
    return try matches(self.action) { PolicyWildcard.matches($0.lowercased(), action) }
      && (resource.map { matches($0) { PolicyWildcard.matches($0, request.resource) } } ?? true)
      && concerns(request.principal)
      && conditions.allSatisfy { try $0.holds(for: request) }
  }

  /// What an `Allow` of a resource-based policy gives the request.
  func grant(for request: PolicyRequest) throws -> PolicyGrant? {
    guard effect == .allow, case .only(let names)? = principal, try applies(to: request) else {
      return nil
    }
    return Self.grant(to: request.principal, by: names)
  }

  private static func grant(
    to principal: PolicyPrincipal, by names: [PolicyPrincipalName]
  ) -> PolicyGrant? {
    if principal.names.contains(where: names.contains) { return .direct }
    guard let account = principal.account, names.contains(.account(account)) else { return nil }
    return .delegated
  }

  private func matches(_ choice: Choice<String>, _ test: (String) -> Bool) -> Bool {
    switch choice {
    case .only(let entries): entries.contains(where: test)
    case .allBut(let entries): !entries.contains(where: test)
    }
  }

  private func concerns(_ caller: PolicyPrincipal) -> Bool {
    switch principal {
    case nil: return true
    case .only(let names): return Self.grant(to: caller, by: names) != nil
    case .allBut(let names):
      if names.contains(.everyone) || names.contains(.everyCaller) { return false }
      // AWS looks at the account first and then at the role: only who has both is left out.
      let isNamed = caller.isRoot || caller.names.contains(where: names.contains)
      let accountIsNamed = caller.account.map { names.contains(.account($0)) } ?? true
      return !(isNamed && accountIsNamed)
    }
  }
}
