import CloudFacts
package import Diagnostics
package import Settings

/// The queue for bucket events is not in a form that the server reads.
package enum MalformedQueue: Rule {
  package static let id = DiagnosticID(
    "WB3256", "malformed-queue", .error,
    evidence: .read(
      by: .server,
      source: """
        W&B documentation, "Object storage"; naming rules of SQS, Pub/Sub and Azure queues
        """),
    Documentation(
      summary: "The queue for bucket events is not in a form that the server is known to read.",
      explanation: """
        The forms are `internal://`, `sqs://NAME`, `pubsub:/PROJECT/TOPIC/SUBSCRIPTION` (with a \
        single leading slash) and `az://ACCOUNT/QUEUE` (W&B documentation, "Object storage"). SQS \
        names have up to 80 letters, digits, dashes and underscores; S3 sends no events to FIFO \
        queues. Azure queue names have 3 to 63 lower-case letters, digits and single dashes. \
        Pub/Sub names begin with a letter, but not with `goog`.
        """,
      failing: .env("BUCKET=s3://wandb-files\nBUCKET_QUEUE=sqs://wandb.fifo\n"),
      passing: .env("BUCKET=s3://wandb-files\nBUCKET_QUEUE=sqs://wandb\n")))

  package static let otherIDs = [unfamiliar]

  private static let unfamiliar = DiagnosticID(
    "WB3263", "unfamiliar-queue", .warning,
    evidence: .read(by: .server, source: "W&B documentation, \"Object storage\""),
    Documentation(
      summary: "The scheme of the queue for bucket events is not a known one.",
      explanation: """
        The W&B documentation, "Object storage", names `internal://`, `sqs://`, `pubsub:/` and \
        `az://`. The source of the server is closed, so it may read others.
        """,
      failing: .env("BUCKET=s3://wandb-files\nBUCKET_QUEUE=kafka://wandb\n"),
      passing: .env("BUCKET=s3://wandb-files\nBUCKET_QUEUE=sqs://wandb\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.queues.bucket
    guard let text = setting.literal, !text.isEmpty, let origin = resolved.origin(of: setting),
      let (fault, help) = fault(of: text)
    else { return }
    let scheme = text.prefix { $0 != ":" }
    let isKnown = ["internal", "sqs", "pubsub", "az"].contains(scheme)
    findings.add(
      .setting(origin.spelling, fault), at: origin.span, via: origin.via, setting: "bucket.queue",
      help: help, code: isKnown ? nil : unfamiliar)
  }

  private static func fault(of text: String) -> (fault: Message, help: Message)? {
    switch QueueAddress(text) {
    case .inServer: nil
    case .azure(let account, let queue): faultOfAzure(account, queue)
    case .pubsub(let project, let topic, let subscription):
      faultOfPubSub(project, [topic, subscription])
    case .sqs(let name) where name.hasSuffix(".fifo"): (.fifoQueue, .useStandardQueue)
    case .sqs(let name): isName(name) ? nil : (.malformedQueueName, .writeQueueName)
    case .other where text.hasPrefix("pubsub:"): (.notPubSub, .writePubSub)
    case .other where text.hasPrefix("az:"): (.notAzure, .writeAzure)
    case .other where text.hasPrefix("sqs:"): (.notSQS, .writeSQS)
    case .other: (.unknownForm, .writeKnownForm)
    }
  }

  private static func faultOfAzure(
    _ account: String, _ queue: String
  ) -> (fault: Message, help: Message)? {
    if let (fault, help) = NameGrammar.storageAccount.fault(of: account) {
      return (.malformedAccount(fault), help)
    }
    return NameGrammar.queueAzure.fault(of: queue).map { (.malformedAzureQueue($0.fault), $0.help) }
  }

  /// Pub/Sub also accepts the number of a project.
  private static func faultOfPubSub(
    _ project: String, _ names: [String]
  ) -> (fault: Message, help: Message)? {
    guard CloudIdentity.isProject(project) || project.allSatisfy(\.isWholeNumber) else {
      return (.malformedProject, .writeProject)
    }
    return names.allSatisfy(CloudIdentity.isPubSubName) ? nil : (.malformedTopic, .writeTopic)
  }

  private static func isName(_ name: String) -> Bool {
    (1...80).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        byte.isLetter || byte.isDigit || "-_".utf8.contains(byte)
      }
  }
}

extension Message {
  fileprivate static let fifoQueue: Message =
    "is a FIFO queue, and S3 sends no events to FIFO queues"

  fileprivate static let useStandardQueue: Message = "use a standard queue"

  fileprivate static let malformedQueueName: Message = "has an invalid SQS queue name"

  fileprivate static let writeQueueName: Message =
    "write sqs:// and up to 80 letters, digits, dashes and underscores"

  fileprivate static let notPubSub: Message = "is not a Pub/Sub queue"

  fileprivate static let writePubSub: Message =
    "write pubsub:/PROJECT/TOPIC/SUBSCRIPTION, with a single leading slash"

  fileprivate static let notAzure: Message = "is not an Azure queue"

  fileprivate static let writeAzure: Message = "write az://ACCOUNT/QUEUE"

  fileprivate static let notSQS: Message = "is not an SQS queue"

  fileprivate static let writeSQS: Message =
    "write sqs:// and the queue name, not its URL or ARN"

  fileprivate static let unknownForm: Message =
    "is not in a form that the server is known to read"

  fileprivate static let writeKnownForm: Message =
    "write internal://, sqs://NAME, pubsub:/… or az://…"

  fileprivate static func malformedAccount(_ fault: Message) -> Message {
    "names an account that \(fault)"
  }

  fileprivate static func malformedAzureQueue(_ fault: Message) -> Message {
    "names a queue that \(fault)"
  }

  fileprivate static let malformedProject: Message = "has an invalid Google Cloud project ID"

  fileprivate static let writeProject: Message =
    "write the project ID: 6 to 30 lower-case letters, digits and dashes"

  fileprivate static let malformedTopic: Message = "has an invalid Pub/Sub topic or subscription"

  fileprivate static let writeTopic: Message =
    "begin names with a letter, but not with `goog`, and use letters, digits and `-_.~+%`"
}
