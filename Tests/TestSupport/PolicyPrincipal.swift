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
    guard isValid else { throw MalformedPolicy("`\(self)` is no such principal") }
  }
}
