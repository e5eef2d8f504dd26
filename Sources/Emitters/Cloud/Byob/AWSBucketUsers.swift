import Diagnostics
import Settings

/// Who uses a bucket on AWS.
enum AWSBucketUsers {
  /// A role that the root module makes for service accounts of the cluster.
  case role(AWSServerRole, TrustedAccounts)
  /// ARNs of principals that exist.
  case principals([String])

  /// nil, and reported, when nothing names one.
  ///
  /// A role is made where the issuer of the cluster's tokens is known, and no other account and no
  /// second role are named.
  init?(_ situation: AWSSituation, _ bag: inout DiagnosticBag) {
    if let role = AWSServerRole(situation) {
      guard let accounts = situation.trustedAccounts(&bag) else { return nil }
      self = .role(role, accounts)
      return
    }
    guard let principals = situation.needPrincipals(&bag) else { return nil }
    self = .principals(principals)
  }
}

/// The role that the server runs as on a cluster of AWS.
struct AWSServerRole {
  let name: String
  /// `/`, or what stands in front of the name in the ARN, slashes at both ends.
  let path: String
  let issuer: String

  init?(_ situation: AWSSituation) {
    guard let issuer = situation.settings.identityProvider.writable,
      situation.principals.count < 2, !situation.isShared
    else { return nil }
    self.issuer = issuer
    guard let principal = situation.principals.first else {
      // A role's name takes every letter that a bucket's has, and is as long.
      (name, path) = (situation.name, "/")
      return
    }
    guard let words = AmazonResourceName(principal)?.resource.split(separator: "/"),
      words.count > 1, words[0] == "role"
    else { return nil }
    name = String(words[words.count - 1])
    path = "/" + words[1..<(words.count - 1)].map { $0 + "/" }.joined()
  }
}
