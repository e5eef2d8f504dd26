import CloudDocuments
import CloudFacts
import ConfigSyntax
import Diagnostics
import Settings

/// The configuration's values for resources that a policy names; nil for what it does not set.
struct PolicyContext {
  /// A value of the configuration, and where it was set.
  struct Fact {
    let value: String
    let labels: [Diagnostic.Label]

    /// Where the value was set.
    var span: SourceSpan? { labels.first?.span }
  }

  let bucket: Fact?
  /// The prefix of every object name; ends with a slash unless it is empty.
  let prefix: String
  let region: Fact?
  /// The ARN of the key.
  let key: Fact?
  /// The name of the SQS queue.
  let queue: Fact?
  /// The account that owns the bucket.
  let account: Fact?
  /// The ARN of the principal that W&B runs as.
  let principal: Fact?

  init(_ resolved: ResolvedConfiguration) {
    let configuration = resolved.configuration
    let own = configuration.effectiveBucket.bucket
    let isOnAWS = !own.isOutsideAWS
    bucket = isOnAWS ? Self.fact(own.name, "the bucket", resolved) : nil
    let path = own.prefix.literal.map { $0.split(separator: "/").joined(separator: "/") } ?? ""
    prefix = path.isEmpty ? "" : "\(path)/"
    region = isOnAWS ? Self.fact(own.region, "the bucket's region", resolved) : nil
    key = isOnAWS ? Self.fact(own.kmsKey, "the key", resolved) : nil
    queue = Self.fact(configuration.queues.bucket, "the queue", resolved).flatMap { fact in
      guard case .sqs(let name) = QueueAddress(fact.value) else { return nil }
      return Fact(value: name, labels: fact.labels)
    }
    principal = Self.fact(configuration.cloud.aws.principal, "the principal", resolved)
    account =
      Self.fact(configuration.cloud.aws.account, "the account", resolved)
      ?? Self.accountOfRole(resolved)
  }

  /// The parts of the key's ARN.
  var keyName: PolicyResource? {
    key.flatMap { PolicyResource(Located($0.value, SourceSpan(FileID(0), 0, 0))) }
  }

  /// The account of the role that a service account assumes.
  private static func accountOfRole(_ resolved: ResolvedConfiguration) -> Fact? {
    for annotation in resolved.accountAnnotations
    where annotation.key == CloudAnnotation.role {
      guard let text = annotation.text,
        let account = PolicyIdentity(Located(text, annotation.value.span)).account
      else { continue }
      return Fact(value: account, labels: [.init(.roleInAccount, annotation.value.span)])
    }
    return nil
  }

  private static func fact(
    _ setting: Setting<String>, _ noun: String, _ resolved: ResolvedConfiguration
  ) -> Fact? {
    guard let text = setting.literal, !text.isEmpty else { return nil }
    return Fact(value: text, labels: resolved.label(.configured(noun), setting))
  }
}

extension Message.Interpolation {
  /// A value of the configuration, quoted from where it was set.
  mutating func appendInterpolation(fact: PolicyContext.Fact) {
    appendInterpolation(value: fact.value, at: fact.span)
  }
}

extension Message {
  fileprivate static let roleInAccount: Message = "role in the account"

  fileprivate static func configured(_ noun: String) -> Message {
    "\(noun) in the configuration"
  }
}
