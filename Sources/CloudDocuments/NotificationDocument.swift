import ConfigSyntax
package import Diagnostics

/// Which events of a bucket S3 sends, and to which queues, as
/// `aws s3api put-bucket-notification-configuration` reads it.
package struct NotificationDocument: Sendable {
  /// A queue and the events that it receives.
  package struct Queue: Sendable {
    /// The first byte of its configuration.
    package let headSpan: SourceSpan
    /// nil where it is missing or is not a string.
    package let arn: Located?
    package let events: [Located]
  }

  package private(set) var queues: [Queue] = []
  /// What S3 rejects, in the order of the text.
  package private(set) var faults: [PolicyFault] = []
  /// Whether events are also sent elsewhere, such as to a topic, which may pass them on.
  package let hasOtherTargets: Bool

  private static let others = [
    "TopicConfigurations", "LambdaFunctionConfigurations", "EventBridgeConfiguration",
  ]
  /// The keys of the deprecated `put-bucket-notification`, which is only recognised.
  private static let deprecated = [
    "QueueConfiguration", "TopicConfiguration", "CloudFunctionConfiguration",
  ]

  /// The kind of such a tree; nil for anything else.
  static func kind(_ root: ConfigNode) -> DocumentKind? {
    // A single configuration, or the bare list of them, lacks the object around it.
    let isBare = root.oneOrMany.contains { $0["QueueArn"] != nil && $0["Events"] != nil }
    let keys = Set((content(root).entries ?? []).map(\.key.value))
    let known = ["QueueConfigurations", "queueConfigurations"] + others + deprecated
    return !isBare && keys.isDisjoint(with: known)
      ? nil : .s3Notification
  }

  /// The document itself, or what the arguments of the command contain.
  private static func content(_ root: ConfigNode) -> ConfigNode {
    root["NotificationConfiguration"] ?? root
  }

  init(_ document: ConfigDocument) {
    let root = document.root.map(Self.content)
    hasOtherTargets = (Self.others + Self.deprecated).contains { root?[$0] != nil }
    guard let root else { return }
    if case .sequence = root.kind {
      add(
        "the document must be an object, not a list", Self.start(root),
        "write `{\"QueueConfigurations\": […]}`")
      return
    }
    guard let node = member("QueueConfigurations", of: root) else {
      if !hasOtherTargets, !document.isDamaged {
        refuse("the document", root, "QueueConfigurations")
      }
      return
    }
    guard case .sequence(let configurations) = node.kind else {
      refuse("`QueueConfigurations`", node, nil)
      return
    }
    for configuration in configurations { read(configuration) }
  }

  private mutating func read(_ node: ConfigNode) {
    guard node.entries != nil else { return refuse("a queue configuration", node, "QueueArn") }
    let arn = text(node, "QueueArn")
    if let arn { checkQueue(arn) }
    let events = events(node)
    for event in events { checkEvent(event) }
    queues.append(Queue(headSpan: Self.start(node), arn: arn, events: events))
  }

  /// A member with a name, or with one that resembles it, which is reported.
  private mutating func member(_ name: String, of node: ConfigNode) -> ConfigNode? {
    if let value = node[name] { return value }
    let small = name.lowercased()
    // As the elements of the XML form are called, or in another letter case.
    let resembling = [small, String(small.dropLast("arn".count)), String(small.dropLast())]
    guard
      let entry = node.entries?.first(where: { resembling.contains($0.key.value.lowercased()) }),
      !Self.deprecated.contains(entry.key.value)
    else { return nil }
    add(
      "S3 does not accept the key `\(entry.key.value.prefix(40))`", entry.key.span,
      "write `\(name)`", suggestion: name)
    return entry.value
  }

  private mutating func text(_ node: ConfigNode, _ name: String) -> Located? {
    guard let value = member(name, of: node) else {
      add("the queue configuration has no `\(name)`", Self.start(node), "add `\(name)`")
      return nil
    }
    guard case .string(let text)? = value.scalar?.meaning else { return nil }
    return Located(text, value.span)
  }

  private mutating func events(_ node: ConfigNode) -> [Located] {
    guard let value = member("Events", of: node) else {
      add(
        "the queue configuration has no `Events`", Self.start(node),
        "add `\"Events\": [\"s3:ObjectCreated:*\"]`")
      return []
    }
    guard case .sequence(let nodes) = value.kind else {
      refuse("`Events`", value, nil)
      return []
    }
    return nodes.compactMap { node in node.scalar.map { Located($0.text, node.span) } }
  }

  // MARK: Values

  private mutating func checkQueue(_ arn: Located) {
    let parts = arn.value.split(separator: ":", omittingEmptySubsequences: false)
    let isQueue = parts.count == 6 && parts[0] == "arn" && parts[2] == "sqs"
    guard !isQueue, !arn.value.contains("<"), !arn.value.contains("$") else { return }
    add(
      "`\(value: arn.value.prefix(80))` is not the ARN of an SQS queue", arn.span,
      "write `arn:aws:sqs:REGION:ACCOUNT:NAME`")
  }

  /// Reports an event whose name only resembles one; S3 adds events, so others may be valid.
  private mutating func checkEvent(_ event: Located) {
    let name = event.value.lowercased()
    let full = name.hasPrefix("s3:") ? name : "s3:" + name
    let meant = Self.events.first { known in
      let known = known.lowercased()
      return full == known || full + ":*" == known
    }
    guard let meant, meant != event.value else { return }
    add(
      "`\(value: event.value.prefix(60))` is not an S3 event", event.span,
      "write `\(meant)`", suggestion: meant)
  }

  /// Source: S3 user guide, "Supported event types for SQS, SNS, and Lambda".
  private static let events = [
    "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy",
    "s3:ObjectCreated:CompleteMultipartUpload", "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete",
    "s3:ObjectRemoved:DeleteMarkerCreated", "s3:ObjectRestore:*", "s3:Replication:*",
    "s3:LifecycleExpiration:*", "s3:LifecycleTransition", "s3:IntelligentTiering",
    "s3:ObjectTagging:*", "s3:ObjectAcl:Put", "s3:ReducedRedundancyLostObject",
  ]

  // MARK: Faults

  /// Reports a node that is not a list or, with the name of a member, not an object with it.
  private mutating func refuse(_ subject: Message, _ node: ConfigNode, _ member: String?) {
    switch node.kind {
    case .damaged, .unknown: return
    case .scalar, .sequence, .mapping: break
    }
    if let member, node.entries != nil {
      return add("\(subject) has no `\(member)`", Self.start(node), "add `\(member)`")
    }
    let expected = member == nil ? "a list" : "an object"
    let isWrappable = member == nil && node.scalar?.style == .double
    add(
      "\(subject) must be \(expected), not \(node.noun)", Self.start(node),
      member == nil ? "wrap it in a list: `[…]`" : nil,
      fix: isWrappable ? FixIt("wrap it in a list", Edit.wrap(node.span, "[", "]")) : nil)
  }

  private mutating func add(
    _ message: Message, _ span: SourceSpan, _ help: Message?, suggestion: String? = nil,
    fix: FixIt? = nil
  ) {
    var fault = PolicyFault(kind: .wrongShape, message: message, span: span)
    fault.help = help
    (fault.suggestion, fault.fix) = (suggestion, fix)
    faults.append(fault)
  }

  /// The first byte of a tree; a scalar as a whole.
  private static func start(_ node: ConfigNode) -> SourceSpan {
    node.scalar == nil ? node.span.sub(0..<min(1, node.span.range.count)) : node.span
  }
}
