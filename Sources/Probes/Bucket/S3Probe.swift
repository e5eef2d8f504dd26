import Probing
import Settings

/// Probes a bucket on AWS, or in a store with the same API.
enum S3Probe {
  static func run(_ steps: Steps) {
    guard let endpoint = WebEndpoint.reach(steps, skipping: afterConnection) else { return }
    var session = S3Session(endpoint, steps)
    let first = signIn(&session)
    guard first.isAccepted || first.answer != nil else {
      return steps.skip(Array(afterConnection.dropFirst()), blaming: .host, because: "no answer")
    }
    guard first.isAccepted else {
      steps.skip(["finds the bucket"] + S3Properties.names, blaming: .bucket, because: "no access")
      browsers(session, nil)
      ClockCheck.run(first.answer?["Date"], endpoint.addresses.text, steps)
      return S3Objects.skip(steps, because: "no access")
    }
    let found = find(session)
    guard found.isUsable else {
      steps.skip(S3Properties.names, blaming: .bucket, because: "no bucket")
      steps.skip(BrowserCheck.names, blaming: .bucket, because: "no bucket")
      ClockCheck.run(found.answer?["Date"], endpoint.addresses.text, steps)
      return S3Objects.skip(steps, because: "no bucket")
    }
    var verdict: CORSVerdict?
    if session.hasKeys {
      verdict = S3Properties(session: session).check(first.answer)
    } else {
      steps.skip(S3Properties.names, blaming: .bucket, because: noKeys(steps))
    }
    browsers(session, verdict)
    ClockCheck.run(found.answer?["Date"], endpoint.addresses.text, steps)
    objects(session)
  }

  private static func noKeys(_ steps: Steps) -> String {
    steps.request.has(.secretKey)
      ? "the keys are not known"
      : "the configuration has no keys, and a role of the server can't be used here"
  }
  private static let afterConnection =
    ["signs in", "finds the bucket"] + S3Properties.names + BrowserCheck.names + ["clock"]
    + S3Objects.names

  private static func browsers(_ session: S3Session, _ verdict: CORSVerdict?) {
    let path = session.path(of: "wandb-cfg-preflight")
    BrowserCheck(endpoint: session.endpoint, path: path, steps: session.steps).run(verdict)
  }

  private static func objects(_ session: S3Session) {
    let steps = session.steps
    guard session.hasKeys else { return S3Objects.skip(steps, because: noKeys(steps)) }
    guard steps.request.permission == .write else {
      return S3Objects.skip(steps, because: "writes only with --write")
    }
    S3Objects(session: session).run()
  }

  /// The first answer, and whether anything else can be asked.
  private struct Answer {
    var answer: HTTPResponse?
    var isAccepted = false
    var isUsable = false
  }

  /// Lists the bucket, which shows whether the store accepts the keys.
  private static func signIn(_ session: inout S3Session) -> Answer {
    let (steps, request) = (session.steps, session.steps.request)
    var result = Answer()
    guard steps.has(.accessKey, for: "signs in"), steps.has(.secretKey, for: "signs in") else {
      result.isAccepted = true
      return result
    }
    guard session.hasKeys else {
      steps.skip(["signs in"], blaming: .bucket, because: noKeys(steps))
      result.isAccepted = true
      return result
    }
    result.isAccepted =
      steps.attempt("signs in", blaming: .host) { detail throws(ProbeFailure) in
        var answer = try list(session)
        if request[.region] == nil, answer.status != 200,
          let region = session.error(answer).region, region != session.region
        {
          // The server may know the region from its surroundings.
          session.region = region
          detail = "in region \(region)"
          answer = try list(session)
        }
        result.answer = answer
        guard answer.status != 200 else {
          guard XMLAnswer(answer).node("ListBucketResult") != nil else {
            throw unexpected(answer, session)
          }
          return
        }
        let error = session.error(answer)
        if let failure = error.refusal(of: request[.region]) {
          guard failure.problem == BucketProblem.regionWrong.rawValue, request[.region] == nil
          else { throw failure }
          return
        }
        guard !error.code.isEmpty else { throw unexpected(answer, session) }
      } != nil
    return result
  }

  private static func list(_ session: S3Session) throws(ProbeFailure) -> HTTPResponse {
    let prefix = session.steps.request[.prefix].map { [(name: "prefix", value: $0)] } ?? []
    return try session.send(
      session.request("GET", [("list-type", "2"), ("max-keys", "1")] + prefix))
  }

  /// An answer that is not of the S3 API.
  private static func unexpected(_ answer: HTTPResponse, _ session: S3Session) -> ProbeFailure {
    ProbeFailure(
      ConnectionProblem.unexpectedAnswer,
      [.address: session.endpoint.addresses.text, .reply: answer.summary], blaming: .host)
  }

  /// Asks for the bucket; without keys, the store still says whether it exists, and where.
  private static func find(_ session: S3Session) -> Answer {
    let request = session.steps.request
    var result = Answer()
    let isUsable = session.steps.attempt("finds the bucket", blaming: .bucket) {
      detail throws(ProbeFailure) -> Bool in
      let answer = try session.send(session.request("HEAD"))
      result.answer = answer
      let region = answer["x-amz-bucket-region"] ?? ""
      detail = region
      let name = request[.bucket] ?? ""
      switch answer.status {
      case 200: break
      case 404: throw ProbeFailure(BucketProblem.notFound, [.name: name])
      case 301, 307:
        guard request[.region] != nil else {
          detail = "it is in another region, and the configuration names none: \(region)"
          return false
        }
        throw wrongRegion(region, request)
      case 400 where !region.isEmpty: throw wrongRegion(region, request)
      case 403 where session.hasKeys:
        throw ProbeFailure(
          BucketProblem.accessDenied, [.name: name, .reply: answer.summary], blaming: .accessKey)
      case 403: detail = region.isEmpty ? "it exists, or may not be seen" : "in \(region)"
      default:
        throw ProbeFailure(
          BucketProblem.requestRefused, [.name: "HEAD \(name)", .reply: answer.summary])
      }
      let isAmazon = request[.scheme] == "aws"
      if isAmazon, !region.isEmpty, let own = request[.region], own != region {
        throw wrongRegion(region, request)
      }
      return true
    }
    result.isUsable = isUsable ?? false
    return result
  }

  private static func wrongRegion(_ region: String, _ request: ProbeRequest) -> ProbeFailure {
    ProbeFailure(
      BucketProblem.regionWrong, [.found: region, .expected: request[.region] ?? ""],
      blaming: .region)
  }

  /// Removes what an earlier run created.
  static func cleanUp(_ steps: Steps) {
    guard let endpoint = WebEndpoint(unchecked: steps) else { return }
    let objects = S3Objects(session: S3Session(endpoint, steps))
    for name in steps.request.leftovers { objects.remove(name) }
  }
}
