import Probing

/// Probes a bucket on Google Cloud.
///
/// Most servers use an identity that only Google's machines have. Only if the configuration holds
/// the key of a service account, more than what everybody may ask can be asked.
enum GoogleStorageProbe {
  static func run(_ steps: Steps) {
    guard let endpoint = WebEndpoint.reach(steps, skipping: afterConnection) else { return }
    let session = GoogleStorageSession(endpoint, steps)
    let found = find(session)
    guard found.isUsable else {
      steps.skip(["signs in"] + BrowserCheck.names, blaming: .bucket, because: "no bucket")
      ClockCheck.run(found.date, endpoint.addresses.text, steps)
      return steps.skip([exchange], blaming: .bucket, because: "no bucket")
    }
    let signature = signIn(session)
    BrowserCheck(
      endpoint: endpoint, path: session.path(of: "wandb-cfg-preflight"), steps: steps
    ).run(nil)
    ClockCheck.run(found.date, endpoint.addresses.text, steps)
    guard let signature else {
      return steps.skip([exchange], blaming: .secretKey, because: "not signed in")
    }
    guard steps.request.permission == .write else {
      return steps.skip([exchange], blaming: .bucket, because: "writes only with --write")
    }
    _ = steps.attempt(exchange, blaming: .accessKey) { detail throws(ProbeFailure) in
      detail = try FileExchange(
        steps: steps, authority: session.endpoint.authority, path: session.path,
        send: { request throws(ProbeFailure) in try session.send(request, signature) }
      ).run()
    }
  }

  private static let exchange = "signed URLs"
  private static let afterConnection =
    ["finds the bucket", "signs in"] + BrowserCheck.names + ["clock", exchange]

  private struct Found {
    var isUsable = false
    var date: String?
  }

  /// Asks as anybody may; a bucket that is not public is not described, but may still exist.
  private static func find(_ session: GoogleStorageSession) -> Found {
    var found = Found()
    let name = session.steps.request[.bucket] ?? ""
    found.isUsable =
      session.steps.attempt("finds the bucket", blaming: .bucket) {
        detail throws(ProbeFailure) -> Void in
        let request = WebRequest(
          authority: session.endpoint.authority, path: "/storage/v1/b/\(name)")
        let answer = try session.endpoint.send(request, session.steps.deadline)
        found.date = answer["Date"]
        switch answer.status {
        case 200: break
        case 401, 403: detail = "not public"
        case 404:
          throw ProbeFailure(
            BucketProblem.notFound,
            [.name: name, .reply: ServiceError(answer, hiding: nil).reply])
        default:
          throw ProbeFailure(
            BucketProblem.requestRefused, [.name: "GET \(name)", .reply: answer.summary])
        }
      } != nil
    return found
  }

  /// Lists the bucket with the key of the service account.
  private static func signIn(_ session: GoogleStorageSession) -> GoogleStorageSession.Signer? {
    let (steps, request) = (session.steps, session.steps.request)
    guard steps.has(.accessKey, for: "signs in"), steps.has(.secretKey, for: "signs in") else {
      return nil
    }
    guard let account = request[.accessKey], let pem = request[.secretKey], !pem.isEmpty else {
      steps.skip(
        ["signs in"], blaming: .bucket,
        because: "the configuration has no key; the server uses an identity of its own")
      return nil
    }
    return steps.attempt("signs in", blaming: .accessKey) { detail throws(ProbeFailure) in
      // Copied from a JSON file, a key has `\n` for its line breaks.
      guard let key = PrivateKey(pem) ?? PrivateKey(pem.replacing("\\n", with: "\n")) else {
        throw ProbeFailure(GoogleStorageProblem.privateKeyUnreadable, blaming: .secretKey)
      }
      let signer = GoogleStorageSession.Signer(account: account, key: key)
      var list = WebRequest(authority: session.endpoint.authority, path: session.base)
      list.query = [("max-keys", "1")]
      let answer = try session.send(list, signer)
      guard answer.status != 200 else { return signer }
      let error = ServiceError(answer, hiding: nil)
      if let failure = error.refusal(of: nil) { throw failure }
      throw ProbeFailure(
        answer.status == 403 ? BucketProblem.rightMissing : .requestRefused,
        [.name: "storage.objects.list", .reply: error.reply])
    }
  }

  /// Removes what an earlier run created.
  static func cleanUp(_ steps: Steps) {
    guard let endpoint = WebEndpoint(unchecked: steps), let account = steps.request[.accessKey],
      let pem = steps.request[.secretKey],
      let key = PrivateKey(pem) ?? PrivateKey(pem.replacing("\\n", with: "\n"))
    else { return }
    let session = GoogleStorageSession(endpoint, steps)
    let signer = GoogleStorageSession.Signer(account: account, key: key)
    let exchange = FileExchange(
      steps: steps, authority: session.endpoint.authority, path: session.path,
      send: { request throws(ProbeFailure) in try session.send(request, signer) })
    for name in steps.request.leftovers { exchange.remove(name) }
  }
}

/// Requests to one bucket with the XML API, authorized in their URLs.
struct GoogleStorageSession {
  let endpoint: WebEndpoint
  let steps: Steps
  /// The path of the bucket.
  let base: String

  /// A service account.
  struct Signer {
    let account: String
    let key: PrivateKey
  }

  init(_ endpoint: WebEndpoint, _ steps: Steps) {
    (self.endpoint, self.steps) = (endpoint, steps)
    base = "/\(steps.request[.bucket] ?? "")"
  }

  func path(of object: String) -> String {
    let folder = steps.request[.prefix].map { $0.isEmpty ? "" : "\($0)/" } ?? ""
    return "\(base)/\(folder)\(object)"
  }

  func send(_ request: WebRequest, _ signer: Signer) throws(ProbeFailure) -> HTTPResponse {
    let signature = SignatureV4(
      accessKey: signer.account, key: .account(signer.key), region: "auto", service: "storage",
      time: .now)
    return try endpoint.send(signature.presigned(request, for: 300), steps.deadline)
  }
}
