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

  /// IAM accepts only letters and digits; buckets and keys accept more.
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
      throw MalformedPolicy("policies of resources must have a principal, and others must not")
    }
    guard (resource == nil) == (kind == .trust) else {
      throw MalformedPolicy("trust policies must not have a resource, and others must have one")
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
        throw MalformedPolicy("`\(action)` is not an action")
      }
    }
    for resource in resource.map(entries) ?? [] where resource != "*" {
      guard PolicyARN(resource) != nil else { throw MalformedPolicy("`\(resource)` is not an ARN") }
    }
  }

  private func entries(_ choice: Choice<String>) -> [String] {
    switch choice {
    case .only(let entries), .allBut(let entries): entries
    }
  }

  /// Whether the request meets every element of the statement.
  func applies(to request: PolicyRequest) throws -> Bool {
    let action = request.action.lowercased()
    return try matches(self.action) { PolicyWildcard.matches($0.lowercased(), action) }
      && (resource.map { matches($0) { PolicyWildcard.matches($0, request.resource) } } ?? true)
      && concerns(request.principal)
      && conditions.allSatisfy { try $0.holds(for: request) }
  }

  /// What an `Allow` of a resource-based policy grants to the request.
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

/// Who makes a request.
package enum PolicyPrincipal: Hashable, Sendable, CustomStringConvertible {
  /// The root user of an account, who may do all that no policy denies.
  case root(account: String)
  /// A user, by ARN.
  case user(String)
  /// A session of a role, by the role's ARN: nobody acts as a role itself.
  case role(String, session: String = "session")
  /// An AWS service, such as `s3.amazonaws.com`.
  case service(String)
  /// A web identity that asks for a role, by the ARN or name of its provider.
  case federated(String)
  case anonymous

  package var description: String {
    switch self {
    case .root(let account): "the root user of \(account)"
    case .user(let name), .role(let name, _), .service(let name), .federated(let name): name
    case .anonymous: "an anonymous caller"
    }
  }

  var isRoot: Bool { if case .root = self { true } else { false } }

  /// The account whose policies speak for the principal; nil for those who belong to none.
  var account: String? {
    switch self {
    case .root(let account): account
    case .user(let arn), .role(let arn, _): PolicyARN(arn)?.account
    case .service, .federated, .anonymous: nil
    }
  }

  /// The names under which a policy may grant to the principal itself.
  var names: [PolicyPrincipalName] {
    switch self {
    case .root: [.everyone, .everyCaller]
    case .user(let arn): [.everyone, .everyCaller, .identity(arn)]
    case .role(let arn, let session):
      [.everyone, .everyCaller]
        + [arn, PolicyARN(arn)?.session(named: session)].compactMap { $0.map { .identity($0) } }
    case .service(let name): [.everyone, .service(name)]
    case .federated(let provider): [.everyone, .federated(provider)]
    case .anonymous: [.everyone, .everyCaller]
    }
  }

  /// The context keys that AWS derives from the principal.
  var context: [String: [String]] {
    var keys: [String: [String]] = [:]
    keys["aws:PrincipalAccount"] = account.map { [$0] }
    switch self {
    case .root(let account): keys["aws:PrincipalArn"] = ["arn:aws:iam::\(account):root"]
    case .user(let arn), .role(let arn, _): keys["aws:PrincipalArn"] = [arn]
    case .service(let name): keys["aws:PrincipalServiceName"] = [name]
    case .federated, .anonymous: return keys
    }
    keys["aws:PrincipalIsAWSService"] = [account == nil ? "true" : "false"]
    return keys
  }

  func validate() throws {
    let isValid =
      switch self {
      case .root(let account): PolicyARN.isAccount(account)
      case .user(let arn): PolicyARN(arn)?.isIdentity(of: "user") == true
      case .role(let arn, _): PolicyARN(arn)?.isIdentity(of: "role") == true
      case .service, .federated, .anonymous: true
      }
    guard isValid else { throw MalformedPolicy("`\(self)` is not such a principal") }
  }
}

/// One entry of a `Principal` element.
enum PolicyPrincipalName: Hashable, Sendable {
  /// `"*"`: services and web identities as well.
  case everyone
  /// `{"AWS": "*"}`: whoever signs with AWS credentials, and strangers.
  case everyCaller
  /// An account, however it is spelled.
  case account(String)
  /// A user, a role or a session, by ARN.
  case identity(String)
  case service(String)
  case federated(String)

  /// The entries of an element; what AWS does not accept as one is an error.
  static func read(_ tree: JSONTree) throws -> [PolicyPrincipalName] {
    if tree.string == "*" { return [.everyone] }
    guard case .object(let members) = tree, !members.isEmpty else {
      throw MalformedPolicy("a principal is `*` or an object")
    }
    return try members.flatMap { type, names in
      try PolicyDocument.texts(names).map {
        try PolicyPrincipalName($0, of: String(decoding: type, as: UTF8.self))
      }
    }
  }

  private init(_ name: String, of type: String) throws {
    if type == "AWS", name == "*" {
      self = .everyCaller
      return
    }
    // A wildcard for a part of a name is refused, except for the whole.
    guard !name.contains("*"), !name.contains("?"), !name.isEmpty else {
      throw MalformedPolicy("`\(name)` is not the name of a principal")
    }
    switch type {
    case "AWS": self = try Self.caller(name)
    case "Service" where name.contains(".amazonaws.com"): self = .service(name)
    case "Federated": self = .federated(name)
    default: throw MalformedPolicy("`\(type)` of `\(name)` is not a type of principal")
    }
  }

  private static func caller(_ name: String) throws -> PolicyPrincipalName {
    if PolicyARN.isAccount(name) { return .account(name) }
    guard let arn = PolicyARN(name) else {
      throw MalformedPolicy("`\(name)` is neither an account nor an ARN")
    }
    if arn.service == "iam", arn.resource == "root", PolicyARN.isAccount(arn.account) {
      return .account(arn.account)
    }
    guard arn.isIdentity(of: "user") || arn.isIdentity(of: "role") || arn.isSession else {
      throw MalformedPolicy("`\(name)` is not a user, role or session")
    }
    return .identity(name)
  }
}
