import TestSupport

/// What rows of the table ask for.
extension PolicySite {
  var object: String { theBucket + "/runs/1/output.log" }
  var anotherBucket: String { bucket(named: "someone-elses") }
  var anotherObject: String { anotherBucket + "/runs/1/output.log" }
  /// Their names begin, or go on, as ours does.
  var longerBucket: String { theBucket + "-evil" }
  var objectOfLongerBucket: String { longerBucket + "/runs/1" }
  var shorterBucket: String { bucket(named: String(bucket.dropLast())) }
  var objectOfShorterBucket: String { shorterBucket + "/s/runs/1" }
  var objectOfAnotherPartition: String {
    object.replacing("arn:\(partition):", with: partition == "aws" ? "arn:aws-cn:" : "arn:aws:")
  }
  var anotherKey: String { key("ffff", of: keyAccount) }
  var longerKey: String { theKey + "0" }
  var keyOfAnotherAccount: String { key(keyID ?? "none", of: Self.elsewhere) }
  var keyOfAnotherRegion: String { theKey.replacing(region, with: "eu-west-3") }
  var anotherQueue: String { queue("someone-elses", of: account) }
  var longerQueue: String { theQueue + "-dead" }
  var queueOfAnotherAccount: String { queue(queueName ?? "none", of: Self.elsewhere) }

  /// An account that has nothing to do with W&B.
  static let elsewhere = "999988887777"
  static let address = "203.0.113.9"
}

/// Who asks.
extension PolicySite {
  var server: PolicyPrincipal { .role(theRole, session: "pod") }
  /// Another role of the server's account, without policies.
  var neighbour: PolicyPrincipal { .role(role("neighbour", of: roleAccount)) }
  var roleWithLongerName: PolicyPrincipal { .role(theRole + "-2") }
  /// A role of the same name in another account, whose own policies allow everything.
  var namesake: PolicyPrincipal { .role(role(roleName, of: Self.elsewhere)) }
  var rootElsewhere: PolicyPrincipal { .root(account: Self.elsewhere) }
  var anonymous: PolicyPrincipal { .anonymous }
  /// Who may do everything that the account of the key may give away.
  var powerUser: PolicyPrincipal { .user(arn("iam", "", keyAccount, "user/power")) }
  var administrator: PolicyPrincipal { .role(role(administratorName ?? "none", of: keyAccount)) }
  var owner: PolicyPrincipal { .root(account: account) }
  var keyOwner: PolicyPrincipal { .root(account: keyAccount) }
  var storage: PolicyPrincipal { .service("s3.amazonaws.com") }
  var notifications: PolicyPrincipal { .service("sns.amazonaws.com") }
  var cluster: PolicyPrincipal { provider(issuer, of: roleAccount) }
  var anotherCluster: PolicyPrincipal { provider(issuer + "9", of: roleAccount) }
  var clusterOfAnotherAccount: PolicyPrincipal { provider(issuer, of: Self.elsewhere) }
  var machine: PolicyPrincipal { .service("ec2.amazonaws.com") }

  private func provider(_ issuer: String, of account: String) -> PolicyPrincipal {
    .federated(arn("iam", "", account, "oidc-provider/\(issuer)"))
  }
}
