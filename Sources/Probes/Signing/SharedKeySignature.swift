import ConfigSyntax
import Settings

/// Signatures with the key of an Azure storage account.
///
/// Sources: Azure Storage REST API, "Authorize with Shared Key" and "Create a service SAS".
struct SharedKeySignature: Sendable {
  let account: String
  /// The decoded key.
  let key: [UInt8]
  let time: SigningTime

  /// The version of the API, which decides what is signed.
  static let version = "2020-12-06"

  /// The request with the headers that Azure requires, and `Authorization`.
  func signed(_ request: WebRequest) -> WebRequest {
    var request = request
    request.headers += [("x-ms-date", time.http), ("x-ms-version", Self.version)]
    request.headers.append(
      ("Authorization", "SharedKey \(account):\(sign(text(request)))"))
    return request
  }

  /// The text that is signed.
  func text(_ request: WebRequest) -> String {
    let length = request.body.isEmpty ? "" : String(request.body.count)
    let standard = [
      "content-encoding", "content-language", "content-length", "content-md5", "content-type",
      "date", "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range",
    ]
    let lines = standard.map { name in
      name == "content-length" ? length : request.headers.value(of: name)
    }
    let own = request.headers.map { ($0.name.lowercased(), $0.value) }
      .filter { $0.0.hasPrefix("x-ms-") }.sorted { $0.0 < $1.0 }.map { "\($0.0):\($0.1)" }
    let query = request.query.map { ($0.name.lowercased(), $0.value) }
      .sorted { $0.0 < $1.0 }.map { "\($0.0):\($0.1)" }
    let resource = ["/\(account)\(request.encodedPath)"] + query
    return ([request.method] + lines + own + resource).joined(separator: "\n")
  }

  /// The query of a URL that lets anybody access one blob with some rights for some minutes.
  func blobAccess(_ container: String, _ blob: String, rights: String, minutes: Int)
    -> [(name: String, value: String)]
  {
    let expiry = time.adding(seconds: minutes * 60).extended
    let text = [
      rights, "", expiry, "/blob/\(account)/\(container)/\(blob)", "", "", "https,http",
      Self.version, "b", "", "", "", "", "", "", "",
    ].joined(separator: "\n")
    return [
      ("sv", Self.version), ("spr", "https,http"), ("se", expiry), ("sr", "b"), ("sp", rights),
      ("sig", sign(text)),
    ]
  }

  private func sign(_ text: String) -> String { Base64.encode(MessageDigest.hmac(key, text)) }
}

extension [(name: String, value: String)] {
  /// The value of a header; empty if it is not there.
  fileprivate func value(of name: String) -> String {
    first { $0.name.lowercased() == name }?.value ?? ""
  }
}
