package import CloudDocuments
package import Diagnostics
package import Settings

/// No queue receives an event for each uploaded object.
package enum UploadsNotSent: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3276", "uploads-not-sent", .warning,
    evidence: .read(by: .aws, source: "S3 user guide, \"Supported event types\""),
    Documentation(
      summary: "A notification configuration does not send all events for created objects.",
      explanation: """
        The server learns from `s3:ObjectCreated:*` that a client has uploaded a file. A single \
        kind of creation leaves out others: large files arrive as \
        `s3:ObjectCreated:CompleteMultipartUpload`.
        """,
      failing: ExampleNotification.document(events: "s3:ObjectCreated:Put"),
      passing: ExampleNotification.document(events: "s3:ObjectCreated:*")))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let notification = document.notification, notification.faults.isEmpty,
      !notification.hasOtherTargets, let first = notification.queues.first
    else { return }
    let events = Set(notification.queues.flatMap(\.events).map(\.value))
    let isWhole =
      events.contains("s3:ObjectCreated:*")
      || needed.allSatisfy { events.contains("s3:ObjectCreated:\($0)") }
    guard !isWhole else { return }
    findings.add(
      .uploadsNotSent, at: first.events.first?.span ?? first.headSpan, help: .sendAll,
      fixes: first.events.count == 1 ? [.write("s3:ObjectCreated:*", for: first.events[0])] : [])
  }

  /// How clients create objects.
  private static let needed = ["Put", "CompleteMultipartUpload"]
}

extension Message {
  fileprivate static let uploadsNotSent: Message =
    "the queue does not receive an event for every uploaded file"

  fileprivate static let sendAll: Message = "send `s3:ObjectCreated:*`"
}
