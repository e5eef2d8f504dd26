import CloudDocuments
import CloudFacts
import ConfigSyntax
import Probing

/// Probes a container in a storage account on Azure.
enum AzureStorageProbe {
  static func run(_ steps: Steps) {
    let account = steps.request[.account] ?? ""
    let missing = ProbeFailure(
      AzureStorageProblem.accountNotFound, [.name: account], blaming: .account)
    guard
      let endpoint = WebEndpoint.reach(steps, skipping: afterConnection, unresolved: missing)
    else { return }
    guard let session = session(endpoint, steps) else {
      steps.skip(["finds the container", "CORS rules"], blaming: .bucket, because: "not signed in")
      browsers(endpoint, steps, nil)
      return steps.skip(["clock", exchange], blaming: .bucket, because: "not signed in")
    }
    guard let properties = signIn(session) else {
      steps.skip(["finds the container", "CORS rules"], blaming: .bucket, because: "not signed in")
      browsers(endpoint, steps, nil)
      return steps.skip(["clock", exchange], blaming: .bucket, because: "not signed in")
    }
    let isFound = find(session)
    let verdict = rules(properties, steps)
    browsers(endpoint, steps, verdict)
    ClockCheck.run(properties["Date"], endpoint.addresses.text, steps)
    guard isFound else {
      return steps.skip([exchange], blaming: .bucket, because: "no container")
    }
    guard steps.request.permission == .write else {
      return steps.skip([exchange], blaming: .bucket, because: "writes only with --write")
    }
    _ = steps.attempt(exchange, blaming: .secretKey) { detail throws(ProbeFailure) in
      detail = try session.exchange.run()
    }
  }

  private static let exchange = "signed URLs"
  private static let afterConnection =
    ["signs in", "finds the container", "CORS rules"] + BrowserCheck.names + ["clock", exchange]

  /// What pages send with a file.
  private static let headers = [BrowserNeeds.sentHeader, "x-ms-blob-type"]

  private static func browsers(_ endpoint: WebEndpoint, _ steps: Steps, _ verdict: CORSVerdict?) {
    let path = AzureStorageSession.path(of: "wandb-cfg-preflight", steps.request)
    BrowserCheck(endpoint: endpoint, path: path, steps: steps, headers: headers).run(verdict)
  }

  /// A session with the configured key; nil if it is missing or not readable.
  private static func session(_ endpoint: WebEndpoint, _ steps: Steps) -> AzureStorageSession? {
    guard steps.has(.secretKey, for: "signs in") else { return nil }
    guard let text = steps.request[.secretKey], !text.isEmpty else {
      steps.skip(
        ["signs in"], blaming: .bucket,
        because: "the configuration has no key; the server uses an identity of its own")
      return nil
    }
    guard let session = AzureStorageSession(endpoint, steps) else {
      _ = steps.attempt("signs in", blaming: .secretKey) { _ throws(ProbeFailure) in
        throw ProbeFailure(AzureStorageProblem.keyMalformed)
      }
      return nil
    }
    return session
  }

  /// Reads the properties of the account's service for blobs.
  private static func signIn(_ session: AzureStorageSession) -> HTTPResponse? {
    session.steps.attempt("signs in", blaming: .secretKey) { _ throws(ProbeFailure) in
      let answer = try session.send(
        session.request("GET", "/", [("restype", "service"), ("comp", "properties")]))
      guard answer.status != 200 else { return answer }
      throw refusal(answer)
    }
  }

  private static func refusal(_ answer: HTTPResponse) -> ProbeFailure {
    let error = ServiceError(answer, hiding: nil)
    switch error.code {
    case "AuthenticationFailed" where answer.text.contains("date header"):
      return ProbeFailure(BucketProblem.clockRefused, [.reply: error.reply], blaming: .host)
    case "AuthenticationFailed", "InvalidAuthenticationInfo":
      return ProbeFailure(AzureStorageProblem.keyRefused, [.reply: error.reply])
    case "KeyBasedAuthenticationNotPermitted":
      return ProbeFailure(AzureStorageProblem.keysDisabled, [.reply: error.reply])
    case "AuthorizationFailure", "IpAuthorizationError":
      return ProbeFailure(
        AzureStorageProblem.networkRefused, [.reply: error.reply], blaming: .account)
    case "":
      return ProbeFailure(
        ConnectionProblem.unexpectedAnswer, [.reply: answer.summary], blaming: .account)
    default:
      return ProbeFailure(
        BucketProblem.requestRefused,
        [.name: "GetBlobServiceProperties", .reply: error.reply], blaming: .account)
    }
  }

  private static func find(_ session: AzureStorageSession) -> Bool {
    let name = session.steps.request[.bucket] ?? ""
    return session.steps.attempt("finds the container", blaming: .bucket) {
      _ throws(ProbeFailure) -> Void in
      let answer = try session.send(
        session.request("HEAD", "/\(name)", [("restype", "container")]))
      switch answer.status {
      case 200: return
      case 404: throw ProbeFailure(BucketProblem.notFound, [.name: name, .reply: answer.summary])
      default:
        throw ProbeFailure(
          BucketProblem.requestRefused,
          [.name: "HEAD \(name)", .reply: ServiceError(answer, hiding: nil).reply])
      }
    } != nil
  }

  /// The rules of the account, which apply to all of its containers.
  private static func rules(_ properties: HTTPResponse, _ steps: Steps) -> CORSVerdict? {
    guard let origin = steps.request[.origin] else {
      steps.skip(["CORS rules"], blaming: .origin, because: "the host is not known")
      return nil
    }
    let verdict = steps.attempt("CORS rules", blaming: .account) {
      detail throws(ProbeFailure) -> CORSVerdict? in
      let xml = XMLAnswer(properties)
      let rules = xml.all("CorsRule", in: xml.node("StorageServiceProperties", "Cors"))
      let verdict =
        rules.isEmpty
        ? CORSVerdict.none : CORSVerdict(xml, .azureCORS, for: origin, sending: headers)
      detail = verdict?.summary ?? "not readable"
      if let verdict, verdict.refusal == nil, !verdict.exposesETag {
        steps.report(ProbeFailure(BucketProblem.eTagHidden))
      }
      return verdict
    }
    return verdict ?? nil
  }

  /// Removes what an earlier run created.
  static func cleanUp(_ steps: Steps) {
    guard let endpoint = WebEndpoint(unchecked: steps),
      let session = AzureStorageSession(endpoint, steps)
    else { return }
    for name in steps.request.leftovers { session.exchange.remove(name) }
  }
}

/// Requests to one storage account, signed with its key.
struct AzureStorageSession {
  let endpoint: WebEndpoint
  let steps: Steps
  private let account: String
  private let key: [UInt8]

  /// Nil if the key is not base64.
  init?(_ endpoint: WebEndpoint, _ steps: Steps) {
    guard let text = steps.request[.secretKey], let key = Base64.decode(text), !key.isEmpty else {
      return nil
    }
    (self.endpoint, self.steps, self.key) = (endpoint, steps, key)
    account = steps.request[.account] ?? ""
  }

  /// The path of a blob in the configured folder of the container.
  static func path(of blob: String, _ request: ProbeRequest) -> String {
    "\(root(request))/\(request[.bucket] ?? "")/\(name(of: blob, request))"
  }

  /// The account is in the host's name, or in the path of an emulator's address.
  private static func root(_ request: ProbeRequest) -> String {
    request[.pathStyle] == "true" ? "/\(request[.account] ?? "")" : ""
  }

  private static func name(of blob: String, _ request: ProbeRequest) -> String {
    let folder = request[.prefix].map { $0.isEmpty ? "" : "\($0)/" } ?? ""
    return folder + blob
  }

  func request(
    _ method: String, _ path: String, _ query: [(name: String, value: String)]
  ) -> WebRequest {
    var request = WebRequest(
      authority: endpoint.authority, path: Self.root(steps.request) + path)
    (request.method, request.query) = (method, query)
    return request
  }

  func send(_ request: WebRequest) throws(ProbeFailure) -> HTTPResponse {
    try endpoint.send(signature.signed(request), steps.deadline)
  }

  private var signature: SharedKeySignature {
    SharedKeySignature(account: account, key: key, time: .now)
  }

  /// Files by URLs with a shared access signature.
  var exchange: FileExchange {
    let request = steps.request
    return FileExchange(
      steps: steps, authority: endpoint.authority, path: { Self.path(of: $0, request) },
      headers: [("x-ms-blob-type", "BlockBlob")]
    ) { [self] original throws(ProbeFailure) in
      var signed = original
      let container = request[.bucket] ?? ""
      let prefix = "\(Self.root(request))/\(container)/"
      signed.query += signature.blobAccess(
        container, String(original.path.dropFirst(prefix.count)), rights: "rcwd", minutes: 5)
      return try endpoint.send(signed, steps.deadline)
    }
  }
}
