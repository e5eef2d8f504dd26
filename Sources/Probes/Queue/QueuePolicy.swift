import CloudDocuments
import ConfigSyntax
import Diagnostics

/// The policy of an SQS queue.
struct QueuePolicy {
  private let policy: PolicyDocument

  /// Nil if the text is not a policy that can be read whole.
  init?(_ text: String) {
    let source = SourceFile(name: "policy.json", bytes: Array(text.utf8))
    var bag = DiagnosticBag()
    guard let document = JSONReader.read(source, FileID(0), &bag),
      let policy = CloudDocument(document, .sqs, in: source, &bag).policy, policy.isWhole
    else { return nil }
    self.policy = policy
  }

  /// Why S3 may not send events of a bucket; nil if it may, or if that can't be told.
  ///
  /// Only statements that allow are looked at: no W&B module or document writes others.
  func refusal(of bucket: String) -> String? {
    let senders = policy.statements.filter { Self.allowsSending($0) }
    guard !senders.isEmpty else { return "no statement allows `sqs:SendMessage` to S3" }
    let sources = senders.map { statement in
      statement.conditions.filter { $0.key.value.lowercased() == "aws:sourcearn" && $0.isPositive }
        .flatMap(\.values).map(\.value)
    }
    guard sources.allSatisfy({ !$0.isEmpty && !Self.covers($0, bucket) }) else { return nil }
    return "`aws:SourceArn` is `\(sources.joined().prefix(3).joined(separator: "`, `"))`"
  }

  private static func allowsSending(_ statement: PolicyStatement) -> Bool {
    guard statement.effect == .allow, let principal = statement.principal,
      principal.everybody != nil
        || principal.services.contains(where: { $0.value.hasPrefix("s3.") })
    else { return false }
    guard let actions = statement.actions, actions.sense == .named else { return true }
    return covers(actions.values.map { $0.value.lowercased() }, "sqs:sendmessage")
  }

  private static func covers(_ patterns: [String], _ name: String) -> Bool {
    patterns.contains { matches(Array($0.utf8)[...], Array(name.utf8)[...]) }
  }

  /// `*` stands for any text, `?` for one byte.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var (pattern, name) = (pattern, name)
    var retry: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
    while let byte = name.first {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
      } else if let next = pattern.first, next == byte || next == UInt8(ascii: "?") {
        (pattern, name) = (pattern.dropFirst(), name.dropFirst())
      } else if let last = retry {
        retry = (last.pattern, last.name.dropFirst())
        (pattern, name) = (last.pattern, last.name.dropFirst())
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
