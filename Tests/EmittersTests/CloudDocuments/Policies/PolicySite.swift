import TestSupport
import Testing

/// A bucket, what surrounds it and who uses it: what policies are written for and judged by.
///
/// Names are put together here by AWS's own rules, and never by the emitters.
struct PolicySite: Sendable, CustomTestStringConvertible {
  /// Something that only some sites have, or have not.
  enum Feature: Sendable {
    case key, queue, tls, networks, vpcs, endpoints, addresses, administrator
    case bucketAtHome, bucketAbroad, keyAtHome, keyAbroad
    case namedServiceAccounts, anyServiceAccount
  }

  /// Which section names the bucket.
  enum Section: String, Sendable { case bucket, defaultBucket }
  /// Whom the bucket's owner names: the server's role, or its account as hosted W&B has it.
  enum Named: Sendable { case role, account }

  var title: String
  var partition = "aws"
  var region = "us-east-1"
  var section = Section.bucket
  var bucket = "wandb-files"
  /// Owns the bucket and the queue.
  var account = "111111111111"
  /// Owns the role that the server runs as.
  var roleAccount = "111111111111"
  var roleName = "wandb"
  var named = Named.role
  var keyAccount = "111111111111"
  var keyID: String?
  var queueName: String?
  var administratorName: String?
  var requiresTLS = false
  var vpcs: [String] = []
  var endpoints: [String] = []
  /// Ranges of addresses; the tests ask from `203.0.113.9`, which is in the first one.
  var addresses: [String] = []
  /// Those that carry the role's annotation; without any the role is known by its name only.
  var serviceAccounts: [String] = []
  var namespace = "wandb"

  var testDescription: String { title }

  var features: Set<Feature> {
    var features: Set<Feature> = [
      account == roleAccount ? .bucketAtHome : .bucketAbroad,
      serviceAccounts.isEmpty ? .anyServiceAccount : .namedServiceAccounts,
    ]
    if keyID != nil {
      features.formUnion([.key, keyAccount == roleAccount ? .keyAtHome : .keyAbroad])
    }
    let present: [(Feature, Bool)] = [
      (.queue, queueName != nil), (.tls, requiresTLS), (.vpcs, !vpcs.isEmpty),
      (.endpoints, !endpoints.isEmpty), (.addresses, !addresses.isEmpty),
      (.networks, !(vpcs + endpoints + addresses).isEmpty),
      (.administrator, administratorName != nil),
    ]
    return features.union(present.filter(\.1).map(\.0))
  }

  // MARK: Names

  func arn(_ service: String, _ region: String, _ account: String, _ name: String) -> String {
    "arn:\(partition):\(service):\(region):\(account):\(name)"
  }

  func bucket(named name: String) -> String { arn("s3", "", "", name) }
  func key(_ id: String, of account: String) -> String {
    arn("kms", region, account, "key/\(id)")
  }
  func queue(_ name: String, of account: String) -> String { arn("sqs", region, account, name) }
  func role(_ name: String, of account: String) -> String {
    arn("iam", "", account, "role/\(name)")
  }

  var theBucket: String { bucket(named: bucket) }
  var theKey: String { key(keyID ?? "none", of: keyAccount) }
  var theQueue: String { queue(queueName ?? "none", of: account) }
  var theRole: String { role(roleName, of: roleAccount) }
  var issuer: String { "oidc.eks.\(region).amazonaws.com/id/0A1B2C3D" }

  // MARK: What is rendered

  var values: String {
    let annotations = "annotations: {eks.amazonaws.com/role-arn: '\(theRole)'}"
    let components = zip(["app", "api", "parquet"], serviceAccounts).map {
      "\($0): {serviceAccount: {name: \($1), \(annotations)}}\n"
    }
    let key = keyID.map { _ in "\n    kmsKey: \(theKey)" } ?? ""
    return """
      global:
        host: https://w.example.com
        \(section.rawValue):
          provider: s3
          name: '\(bucket)'
          region: \(region)\(key)

      """ + components.joined()
  }

  var settings: [(String, String)] {
    var settings = [
      ("aws.account", account), ("aws.oidcProvider", issuer), ("kubernetes.namespace", namespace),
    ]
    if let queueName { settings.append(("bucket.queue", "sqs://\(queueName)")) }
    if serviceAccounts.isEmpty || named == .account {
      let root = arn("iam", "", roleAccount, "root")
      settings.append(("aws.principal", named == .account ? root : theRole))
    }
    if let administratorName {
      settings.append(("aws.administrator", role(administratorName, of: keyAccount)))
    }
    if requiresTLS { settings.append(("aws.requireTLS", "true")) }
    let networks = vpcs + endpoints
    if !networks.isEmpty { settings.append(("aws.vpcs", networks.joined(separator: ","))) }
    if !addresses.isEmpty { settings.append(("aws.addresses", addresses.joined(separator: ","))) }
    return settings
  }
}
