import ConfigSyntax
import Diagnostics
import Settings

/// Asks the provider for a token with a made-up code, which shows whether it accepts the client.
///
/// Providers authenticate the client first, and only then look at the code (RFC 6749, section 4.1.3).
/// No token results, whatever they answer.
package struct ClientCheck: Sendable {
  let endpoint: String
  let clientID: String
  let secret: String?
  let callback: String
  /// `token_endpoint_auth_methods_supported`.
  let methods: [String]

  /// The request, with the secret where the provider expects it.
  var request: HTTPRequest {
    var fields = [
      ("grant_type", "authorization_code"), ("code", "wandb-cfg-preflight"),
      ("redirect_uri", callback),
      ("code_verifier", "wandb-cfg-preflight-wandb-cfg-preflight-0123456789"),
    ]
    var request = HTTPRequest("POST", endpoint)
    request.headers = [
      ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
    ]
    if secret != nil, !usesBody {
      request.headers.append(("Authorization", "Basic " + basicCredentials))
    } else {
      fields.append(("client_id", clientID))
      if let secret { fields.append(("client_secret", secret)) }
    }
    let form = fields.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
    request.body = Array(form.utf8)
    return request
  }

  /// Basic authentication is the default, and what clients in Go try first.
  private var usesBody: Bool {
    !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
  }

  /// RFC 6749, section 2.3.1: both are encoded before they are joined.
  private var basicCredentials: String {
    let pair = PercentEncoding.encode(clientID) + ":" + PercentEncoding.encode(secret ?? "")
    return Base64.encode(Array(pair.utf8))
  }

  /// Removes the credentials as the request has them, should an answer repeat it.
  func cleaned(_ reply: String) -> String {
    String(reply.replacing(basicCredentials, with: Secret.mask).prefix(300))
  }

  /// What an answer says about a client.
  package enum Verdict: Hashable, Sendable {
    case accepted
    case refused(String)
    /// Neither: providers may look at the code first.
    case unknown(String)
  }

  /// Judges an answer (RFC 6749, section 5.2).
  package static func verdict(status: Int, body: [UInt8]) -> Verdict {
    let json = JSONText(body)
    guard let code = json?[text: "error"] else { return .unknown("HTTP \(status)") }
    let reply = [code, json?[text: "error_description"]].compactMap { $0 }.joined(separator: ": ")
    switch code {
    case "invalid_grant": return .accepted
    case "invalid_client": return .refused(reply)
    // Keycloak's word for a wrong secret; with another status, the client may not use this grant.
    case "unauthorized_client": return .refused(reply)
    default: return .unknown("HTTP \(status): \(reply)")
    }
  }
}
