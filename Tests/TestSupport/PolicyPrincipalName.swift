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

  /// The entries of an element; what AWS does not take as one is an error.
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
      throw MalformedPolicy("`\(name)` is no name of a principal")
    }
    switch type {
    case "AWS": self = try Self.caller(name)
    case "Service" where name.contains(".amazonaws.com"): self = .service(name)
    case "Federated": self = .federated(name)
    default: throw MalformedPolicy("`\(type)` of `\(name)` is no type of principal")
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
      throw MalformedPolicy("`\(name)` is no user, role or session")
    }
    return .identity(name)
  }
}
