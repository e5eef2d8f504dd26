/// The names in the statements of AWS policies, each as a whole text.
///
/// Texts are never concatenated here, since in a Terraform module they are expressions.
struct AWSNames<Text: Sendable>: Sendable {
  /// ARN of the bucket.
  let bucket: Text
  /// ARN of all objects in it, `…/*`.
  let objects: Text
  /// ARN of the key that encrypts the objects.
  var key: Text?
  var keyHome = KeyHome.account
  /// ARN of the queue for the bucket's events.
  var queue: Text?
  /// ARNs of further buckets, of all objects in them, and of their keys.
  var furtherBuckets: [Text] = []
  var furtherObjects: [Text] = []
  var furtherKeys: [Text] = []
}

/// Where a key is, relative to the principals that use it.
enum KeyHome: Sendable {
  /// In the same account as all principals that use it.
  case account
  /// In another account, so that AWS services need a grant to use it.
  case anotherAccount
}

/// The networks from which a bucket may be accessed; a request from any of them is allowed.
struct NetworkNames<Text: Sendable>: Sendable {
  /// `vpc-…`.
  var vpcs: [Text] = []
  /// `vpce-…`.
  var endpoints: [Text] = []
  /// Address ranges.
  var addresses: [Text] = []

  var isEmpty: Bool { vpcs.isEmpty && endpoints.isEmpty && addresses.isEmpty }
}

/// The names in a key's policy.
struct KeyNames<Text: Sendable>: Sendable {
  /// ARN of the account's root, `…:root`.
  let root: Text
  /// ARN of the principal that administers the key; the account if absent.
  var administrator: Text?
  /// ARNs of the principals that encrypt and decrypt with it.
  let principals: [Text]
  var home = KeyHome.account
}

/// The names in a queue's policy.
struct QueueNames<Text: Sendable>: Sendable {
  /// ARN of the queue.
  let queue: Text
  /// ARN of the bucket whose events it receives.
  let bucket: Text
  /// ID of the account that owns the bucket.
  let account: Text
  /// ARNs of roles in other accounts that read it; roles in its own account need only their own
  /// policy.
  var receivers: [Text] = []
}

/// The names in the trust policy of a cluster's role.
struct TrustNames<Text: Sendable>: Sendable {
  /// ARN of the cluster's identity provider.
  let provider: Text
  /// `ISSUER:aud`.
  let audienceKey: Text
  /// `ISSUER:sub`.
  let subjectKey: Text
  /// `system:serviceaccount:NAMESPACE:NAME`; a pattern if it contains `*`.
  let subjects: [Text]
  let match: SubjectMatch
}

/// How the subject of a token is compared.
enum SubjectMatch: Sendable { case exact, pattern }
