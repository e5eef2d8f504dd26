import Settings

/// Signature Version 4, as AWS and services with its API check it, and Google's variant for URLs.
///
/// Sources: AWS, "Authenticating Requests (AWS Signature Version 4)"; Google Cloud, "V4 signing
/// process with your own program".
struct SignatureV4: Sendable {
  let accessKey: String
  let key: Key
  /// For Google, `auto`.
  let region: String
  /// `s3`, `sqs` or, for Google, `storage`.
  let service: String
  let time: SigningTime

  /// What signs.
  enum Key: Sendable {
    /// The secret key of an AWS access key.
    case secret(String)
    /// The private key of a service account of Google.
    case account(PrivateKey)
  }

  /// The request with the header `Authorization`, and those that it needs.
  func signed(_ request: WebRequest) -> WebRequest {
    var request = request
    let hash = MessageDigest.hex(MessageDigest.sha256(request.body))
    request.headers.append(("x-amz-content-sha256", hash))
    request.headers.append(("x-amz-date", time.compact))
    let signature = signature(request, payload: hash)
    request.headers.append(
      (
        "Authorization",
        """
        \(algorithm) Credential=\(accessKey)/\(scope),\
        SignedHeaders=\(Self.names(request)),Signature=\(signature)
        """
      ))
    return request
  }

  /// The request with a query that authorizes it for some seconds.
  func presigned(_ request: WebRequest, for seconds: Int) -> WebRequest {
    var request = request
    request.query += [
      ("X-\(family)-Algorithm", algorithm), ("X-\(family)-Credential", "\(accessKey)/\(scope)"),
      ("X-\(family)-Date", time.compact), ("X-\(family)-Expires", String(seconds)),
      ("X-\(family)-SignedHeaders", Self.names(request)),
    ]
    let signature = signature(request, payload: "UNSIGNED-PAYLOAD")
    request.query.append(("X-\(family)-Signature", signature))
    return request
  }

  private var family: String {
    switch key {
    case .secret: "Amz"
    case .account: "Goog"
    }
  }

  private var algorithm: String {
    switch key {
    case .secret: "AWS4-HMAC-SHA256"
    case .account: "GOOG4-RSA-SHA256"
    }
  }

  private var scope: String {
    switch key {
    case .secret: "\(time.day)/\(region)/\(service)/aws4_request"
    case .account: "\(time.day)/\(region)/\(service)/goog4_request"
    }
  }

  private func signature(_ request: WebRequest, payload: String) -> String {
    let text = [
      algorithm, time.compact, scope,
      MessageDigest.hex(MessageDigest.sha256(Self.canonical(request, payload: payload))),
    ].joined(separator: "\n")
    switch key {
    case .account(let key): return MessageDigest.hex(key.sign(text))
    case .secret(let secret):
      let parts = [time.day, region, service, "aws4_request", text]
      let result = parts.reduce(Array("AWS4\(secret)".utf8)) { MessageDigest.hmac($0, $1) }
      return MessageDigest.hex(result)
    }
  }

  /// The text that both sides hash.
  static func canonical(_ request: WebRequest, payload: String) -> String {
    let headers = sorted(request).map { "\($0.name):\($0.value)\n" }.joined()
    return [
      request.method, request.encodedPath, request.sortedQuery, headers, names(request), payload,
    ].joined(separator: "\n")
  }

  private static func names(_ request: WebRequest) -> String {
    sorted(request).map(\.name).joined(separator: ";")
  }

  /// All headers, with `Host`, in order of their names.
  private static func sorted(_ request: WebRequest) -> [(name: String, value: String)] {
    ([("host", request.authority)] + request.headers.map { ($0.name.lowercased(), $0.value) })
      .sorted { $0.0 < $1.0 }
  }
}
