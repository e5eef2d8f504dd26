import ConfigSyntax
import Probing

/// Probes an SQS queue with the keys of the bucket, if there are any.
enum SQSProbe {
  static func run(_ steps: Steps) {
    guard let endpoint = WebEndpoint.reach(steps, skipping: later) else { return }
    guard steps.has(.accessKey, for: "finds the queue"),
      steps.has(.secretKey, for: "finds the queue")
    else { return steps.skip(Array(later.dropFirst()), blaming: .queue, because: "no keys") }
    guard let accessKey = steps.request[.accessKey], let secret = steps.request[.secretKey] else {
      return steps.skip(
        later, blaming: .queue,
        because: "the configuration has no keys; the server uses a role of its own")
    }
    let session = SQSSession(
      endpoint: endpoint, steps: steps, accessKey: accessKey, secret: secret)
    let url = steps.attempt("finds the queue", blaming: .queue) { detail throws(ProbeFailure) in
      let name = steps.request[.queue] ?? ""
      let xml = try session.call("GetQueueUrl", "/", [("QueueName", name)])
      let url = xml.text("GetQueueUrlResponse", "GetQueueUrlResult", "QueueUrl") ?? ""
      detail = url
      return url
    }
    guard let url else {
      return steps.skip(Array(later.dropFirst()), blaming: .queue, because: "no queue")
    }
    guard let attributes = attributes(session, url) else {
      return steps.skip(["policy"], blaming: .queue, because: "no attributes")
    }
    policy(attributes, steps)
  }

  private static let later = ["finds the queue", "attributes", "policy"]

  private static func attributes(_ session: SQSSession, _ url: String) -> [String: String]? {
    session.steps.attempt("attributes", blaming: .queue) { detail throws(ProbeFailure) in
      // Only the path counts: the request, which is signed, goes to the same host as before.
      let path = url.split(separator: "/").dropFirst(2).joined(separator: "/")
      let xml = try session.call(
        "GetQueueAttributes", "/\(path)", [("AttributeName.1", "All"), ("QueueUrl", url)])
      let result = xml.node("GetQueueAttributesResponse", "GetQueueAttributesResult")
      var attributes: [String: String] = [:]
      for attribute in xml.all("Attribute", in: result) {
        guard let name = attribute["Name"]?.scalar?.text else { continue }
        attributes[name] = attribute["Value"]?.scalar?.text ?? ""
      }
      detail = attributes["QueueArn"] ?? ""
      if attributes["ReceiveMessageWaitTimeSeconds"].flatMap({ Int($0) }) == 0 {
        session.steps.report(ProbeFailure(QueueProblem.shortPolling))
      }
      return attributes
    }
  }

  /// Whether S3 may send the bucket's events.
  private static func policy(_ attributes: [String: String], _ steps: Steps) {
    guard let bucket = steps.request[.bucket] else {
      return steps.skip(["policy"], blaming: .bucket, because: "the bucket is not known")
    }
    _ = steps.attempt("policy", blaming: .queue) { detail throws(ProbeFailure) in
      let partition = attributes["QueueArn"]?.split(separator: ":").dropFirst().first ?? "aws"
      let source = "arn:\(partition):s3:::\(bucket)"
      guard let text = attributes["Policy"], !text.isEmpty else {
        throw ProbeFailure(
          QueueProblem.senderMissing, [.name: source, .found: "the queue has no policy"])
      }
      guard let policy = QueuePolicy(text) else {
        detail = "not readable"
        return
      }
      if let reason = policy.refusal(of: source) {
        throw ProbeFailure(QueueProblem.senderMissing, [.name: source, .found: reason])
      }
      detail = "S3 may send"
    }
  }
}

/// Signed requests to SQS with its query API.
struct SQSSession {
  let endpoint: WebEndpoint
  let steps: Steps
  let accessKey: String
  let secret: String

  /// Calls an action; an error becomes a failure.
  func call(
    _ action: String, _ path: String, _ parameters: [(name: String, value: String)]
  ) throws(ProbeFailure) -> XMLAnswer {
    var form = WebRequest(authority: endpoint.authority, path: path)
    form.query = [("Action", action), ("Version", "2012-11-05")] + parameters
    var request = WebRequest(authority: endpoint.authority, path: path)
    request.method = "POST"
    request.headers = [("Content-Type", "application/x-www-form-urlencoded")]
    request.body = Array(form.sortedQuery.utf8)
    let signature = SignatureV4(
      accessKey: accessKey, key: .secret(secret), region: steps.request[.region] ?? "us-east-1",
      service: "sqs", time: .now)
    let answer = try endpoint.send(signature.signed(request), steps.deadline)
    guard answer.status != 200 else { return XMLAnswer(answer) }
    throw failure(action, ServiceError(answer, hiding: accessKey))
  }

  private func failure(_ action: String, _ error: ServiceError) -> ProbeFailure {
    if let refusal = error.refusal(of: steps.request[.region]) { return refusal }
    let name = steps.request[.queue] ?? ""
    switch error.code {
    case "AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist":
      return ProbeFailure(QueueProblem.notFound, [.name: name, .reply: error.reply])
    case "AccessDenied", "AccessDeniedException":
      return ProbeFailure(
        QueueProblem.accessDenied, [.name: "sqs:\(action)", .reply: error.reply],
        blaming: .accessKey)
    default:
      return ProbeFailure(BucketProblem.requestRefused, [.name: action, .reply: error.reply])
    }
  }
}
