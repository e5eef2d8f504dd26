import Diagnostics
import Settings

/// The principals that use a bucket on AWS.
enum AWSBucketUsers {
  /// A role that the root module creates for service accounts in the cluster.
  case role(AWSServerRole, TrustedAccounts)
  /// ARNs of existing principals.
  case principals([String])

  /// nil, and reported, when no principal is configured.
  ///
  /// A role is created if the issuer of the cluster's tokens is known, and no other account and no
  /// second role are configured.
  init?(_ aws: AWSContext, _ bag: inout DiagnosticBag) {
    if let role = AWSServerRole(aws) {
      guard let accounts = aws.trustedAccounts(&bag) else { return nil }
      self = .role(role, accounts)
      return
    }
    guard let principals = aws.needPrincipals(&bag) else { return nil }
    self = .principals(principals)
  }
}

/// The role that the server runs as on an AWS cluster.
struct AWSServerRole {
  let name: String
  /// `/`, or the path before the name in the ARN, with slashes at both ends.
  let path: String
  let issuer: String

  init?(_ aws: AWSContext) {
    guard let issuer = aws.settings.identityProvider.writable.map(TokenIssuer.name),
      aws.principals.count < 2, !aws.isShared
    else { return nil }
    self.issuer = issuer
    guard let principal = aws.principals.first else {
      // A role name allows all characters of a bucket name, and the same length.
      (name, path) = (aws.name, "/")
      return
    }
    guard let words = AmazonResourceName(principal)?.resource.split(separator: "/"),
      words.count > 1, words[0] == "role"
    else { return nil }
    name = String(words[words.count - 1])
    path = "/" + words[1..<(words.count - 1)].map { $0 + "/" }.joined()
  }
}
