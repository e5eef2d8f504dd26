package import Diagnostics
package import Settings

/// The queue of the bucket's events is not named as the server names queues.
package enum MalformedQueue: Rule {
  package static let id = DiagnosticID(
    "WB3256", "malformed-queue", .error,
    Documentation(
      summary: "The queue with the bucket's events has no form that the server knows.",
      explanation: """
        The forms are `internal://`, `sqs://NAME`, `pubsub:/PROJECT/TOPIC/SUBSCRIPTION` (with one \
        slash in front) and `az://ACCOUNT/QUEUE` (W&B documentation, "Object storage"). SQS names \
        have up to 80 letters, digits, dashes and underscores; S3 sends no events to FIFO queues. \
        Azure's have 3 to 63 lower-case letters, digits and single dashes, Pub/Sub's begin with a \
        letter, and not with `goog`. \
        A scheme that is none of these gets a warning.
        """,
      failing: .env("BUCKET=s3://wandb-files\nBUCKET_QUEUE=sqs://wandb.fifo\n"),
      passing: .env("BUCKET=s3://wandb-files\nBUCKET_QUEUE=sqs://wandb\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let setting = resolved.configuration.queues.bucket
    guard let text = setting.literal, !text.isEmpty, let place = resolved.origin(of: setting),
      let (fault, help) = fault(of: text)
    else { return }
    let scheme = text.prefix { $0 != ":" }
    let isKnown = ["internal", "sqs", "pubsub", "az"].contains(scheme)
    report.report(
      "`\(place.spelling)` \(fault)", at: place.span, via: place.via, setting: "bucket.queue",
      help: help, severity: isKnown ? nil : .warning)
  }

  private static func fault(of text: String) -> (fault: String, help: String)? {
    switch QueueAddress(text) {
    case .inServer: nil
    case .azure(let account, let queue): faultOfAzure(account, queue)
    case .pubsub(let project, let topic, let subscription):
      faultOfPubSub(project, [topic, subscription])
    case .sqs(let name) where name.hasSuffix(".fifo"):
      ("is a FIFO queue, to which S3 sends no events", "use a standard queue")
    case .sqs(let name):
      isName(name)
        ? nil
        : (
          "is no name of an SQS queue",
          "write sqs:// and up to 80 letters, digits, dashes and underscores"
        )
    case .other where text.hasPrefix("pubsub:"):
      (
        "is no queue of Pub/Sub",
        "write pubsub:/PROJECT/TOPIC/SUBSCRIPTION, with one slash in front"
      )
    case .other where text.hasPrefix("az:"):
      ("is no queue of Azure", "write az://ACCOUNT/QUEUE")
    case .other where text.hasPrefix("sqs:"):
      ("is no queue of SQS", "write sqs:// and the queue's name, not its URL or ARN")
    case .other:
      (
        "is no queue that the server is known to read",
        "write internal://, sqs://NAME, pubsub:/… or az://…"
      )
    }
  }

  private static func faultOfAzure(
    _ account: String, _ queue: String
  ) -> (fault: String, help: String)? {
    if let (fault, help) = NameGrammar.storageAccount.fault(of: account) {
      return ("names an account that \(fault)", help)
    }
    return NameGrammar.queueAzure.fault(of: queue).map {
      ("names a queue that \($0.fault)", $0.help)
    }
  }

  /// A project has a number as well, by which Pub/Sub knows it too.
  private static func faultOfPubSub(
    _ project: String, _ names: [String]
  ) -> (fault: String, help: String)? {
    guard CloudIdentity.isProject(project) || project.allSatisfy(\.isWholeNumber) else {
      return (
        "names no project of Google Cloud",
        "write its ID: 6 to 30 lower-case letters, digits and dashes"
      )
    }
    return names.allSatisfy(CloudIdentity.isPubSubName)
      ? nil
      : (
        "names no topic or subscription of Pub/Sub",
        "begin names with a letter, but not with goog, and use letters, digits and -_.~+%"
      )
  }

  private static func isName(_ name: String) -> Bool {
    (1...80).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
