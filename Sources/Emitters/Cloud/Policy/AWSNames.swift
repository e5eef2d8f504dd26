/// What the statements of AWS's policies name, each text whole.
///
/// Texts are never put together here, since in a module of Terraform they are expressions.
struct AWSNames<Text: Sendable>: Sendable {
  /// ARN of the bucket.
  let bucket: Text
  /// ARN of everything in it, `…/*`.
  let objects: Text
  /// ARN of the key that encrypts the objects.
  var key: Text?
  var keyHome = KeyHome.account
  /// ARN of the queue with the bucket's events.
  var queue: Text?
  /// ARNs of further buckets, of everything in them, and of their keys.
  var furtherBuckets: [Text] = []
  var furtherObjects: [Text] = []
  var furtherKeys: [Text] = []
}

/// Where a key is, as those see it who use it.
enum KeyHome: Sendable {
  /// In the account of all that use it.
  case account
  /// In another account, where AWS's services need a grant to use it.
  case anotherAccount
}

/// Where requests for a bucket must come from; one that comes from any of them may pass.
struct NetworkNames<Text: Sendable>: Sendable {
  /// `vpc-…`.
  var vpcs: [Text] = []
  /// `vpce-…`.
  var endpoints: [Text] = []
  /// Ranges of addresses.
  var addresses: [Text] = []

  var isEmpty: Bool { vpcs.isEmpty && endpoints.isEmpty && addresses.isEmpty }
}

/// What the policy of a key names.
struct KeyNames<Text: Sendable>: Sendable {
  /// ARN of the account's root, `…:root`.
  let root: Text
  /// ARN of who administers the key; the account when absent.
  var administrator: Text?
  /// ARNs of who encrypts and decrypts with it.
  let principals: [Text]
  var home = KeyHome.account
}

/// What the policy of a queue names.
struct QueueNames<Text: Sendable>: Sendable {
  /// ARN of the queue.
  let queue: Text
  /// ARN of the bucket whose events it gets.
  let bucket: Text
  /// ID of the account that owns the bucket.
  let account: Text
  /// ARNs of roles of other accounts that read it; those of its own need their own policy only.
  var receivers: [Text] = []
}

/// What the trust policy of a cluster's role names.
struct TrustNames<Text: Sendable>: Sendable {
  /// ARN of the cluster's identity provider.
  let provider: Text
  /// `ISSUER:aud`.
  let audienceKey: Text
  /// `ISSUER:sub`.
  let subjectKey: Text
  /// `system:serviceaccount:NAMESPACE:NAME`; with `*` a pattern.
  let subjects: [Text]
  let match: SubjectMatch
}

/// How the subject of a token is compared.
enum SubjectMatch: Sendable { case exact, pattern }
