/// The queue for a bucket's events, as named by `bucket.queue`.
package enum QueueAddress: Equatable, Sendable {
  /// The server keeps track of new objects itself.
  case inServer
  /// `sqs://NAME`.
  case sqs(name: String)
  /// `pubsub:/PROJECT/TOPIC/SUBSCRIPTION`, with one leading slash.
  case pubsub(project: String, topic: String, subscription: String)
  /// `az://ACCOUNT/QUEUE`.
  case azure(account: String, queue: String)
  case other

  package init(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 2 else {
      self = .other
      return
    }
    let names = parts[1].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], names.count) {
    case ("internal", _): self = .inServer
    case ("sqs", 3) where names[0].isEmpty && names[1].isEmpty && !names[2].isEmpty:
      self = .sqs(name: names[2])
    case ("pubsub", 4) where names[0].isEmpty && !names[1...].contains(""):
      self = .pubsub(project: names[1], topic: names[2], subscription: names[3])
    case ("az", 4) where names[0].isEmpty && names[1].isEmpty && !names[2...].contains(""):
      self = .azure(account: names[2], queue: names[3])
    default: self = .other
    }
  }
}
