import Probing

/// Signed requests to one bucket with the S3 API.
struct S3Session {
  let endpoint: WebEndpoint
  let steps: Steps
  /// The path of the bucket: `/NAME` or, if the name is in the host, `/`.
  private let base: String
  /// The region that requests are signed for.
  var region: String
  /// Whether the configuration has keys.
  let hasKeys: Bool

  init(_ endpoint: WebEndpoint, _ steps: Steps) {
    let request = steps.request
    (self.endpoint, self.steps) = (endpoint, steps)
    base = request[.pathStyle] == "true" ? "/\(request[.bucket] ?? "")" : "/"
    hasKeys = request[.accessKey]?.isEmpty == false && request[.secretKey]?.isEmpty == false
    region = request[.region] ?? "us-east-1"
  }

  private var signature: SignatureV4 {
    SignatureV4(
      accessKey: steps.request[.accessKey] ?? "", key: .secret(steps.request[.secretKey] ?? ""),
      region: region, service: "s3", time: .now)
  }

  /// The headers of a request that stores a file with the configured key.
  var encryption: [(name: String, value: String)] {
    guard let key = steps.request[.encryptionKey], !key.isEmpty else { return [] }
    return [
      ("x-amz-server-side-encryption", "aws:kms"),
      ("x-amz-server-side-encryption-aws-kms-key-id", key),
    ]
  }

  /// The key of an object in the configured folder.
  func key(of object: String) -> String {
    (steps.request[.prefix].map { $0.isEmpty ? "" : "\($0)/" } ?? "") + object
  }

  /// The path of an object in the configured folder.
  func path(of object: String) -> String {
    (base == "/" ? "" : base) + "/\(key(of: object))"
  }

  /// A request for the bucket itself.
  func request(_ method: String, _ query: [(name: String, value: String)] = []) -> WebRequest {
    var request = WebRequest(authority: endpoint.authority, path: base)
    (request.method, request.query) = (method, query)
    return request
  }

  /// A request for an object.
  func request(
    _ method: String, object: String, _ query: [(name: String, value: String)] = []
  ) -> WebRequest {
    var request = WebRequest(authority: endpoint.authority, path: path(of: object))
    (request.method, request.query) = (method, query)
    return request
  }

  /// Sends a request, signed in its headers if there are keys.
  func send(_ request: WebRequest) throws(ProbeFailure) -> HTTPResponse {
    try endpoint.send(
      hasKeys ? signature.signed(request) : request, steps.deadline)
  }

  /// Sends a request as somebody does who has only a signed URL.
  func sendPresigned(_ request: WebRequest) throws(ProbeFailure) -> HTTPResponse {
    try endpoint.send(signature.presigned(request, for: 300), steps.deadline)
  }

  func error(_ response: HTTPResponse) -> ServiceError {
    ServiceError(response, hiding: steps.request[.accessKey])
  }
}

extension ServiceError {
  /// What the error says about keys, clock and region, whatever was asked; nil if nothing.
  ///
  /// `region` is the one that requests are signed for, if it is configured.
  func refusal(of region: String?) -> ProbeFailure? {
    switch code {
    case "InvalidAccessKeyId", "InvalidClientTokenId":
      ProbeFailure(BucketProblem.accessKeyUnknown, [.reply: reply], blaming: .accessKey)
    case "SignatureDoesNotMatch":
      ProbeFailure(BucketProblem.secretKeyWrong, [.reply: reply], blaming: .secretKey)
    case "RequestTimeTooSkewed":
      ProbeFailure(BucketProblem.clockRefused, [.reply: reply], blaming: .host)
    case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect",
      "IllegalLocationConstraintException":
      ProbeFailure(
        BucketProblem.regionWrong,
        [.found: self.region ?? "", .expected: region ?? "", .reply: reply], blaming: .region)
    default: nil
    }
  }
}
