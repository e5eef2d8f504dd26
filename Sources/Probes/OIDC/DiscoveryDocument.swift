import Diagnostics
package import Probing

/// What an identity provider publishes about itself (OpenID Connect Discovery 1.0, section 3).
///
/// Lists that are left out claim nothing, although the specification has defaults for some: Entra ID
/// supports PKCE without a word about it, and Cognito public clients.
package struct DiscoveryDocument: Sendable {
  let issuer: String
  let authorizationEndpoint: String
  let tokenEndpoint: String?
  let keys: String
  private let responseTypes: [String]?
  private let responseModes: [String]?
  private let challengeMethods: [String]?
  private let scopes: [String]?
  let clientAuthentication: [String]?

  /// Reads the body of an answer from `url`.
  package init(_ body: [UInt8], from url: String) throws(ProbeFailure) {
    guard let json = JSONText(body) else {
      let text = String(decoding: body.prefix(400), as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      throw ProbeFailure(
        OIDCProblem.discoveryUnreadable, [.address: url, .reply: String(words.prefix(100))])
    }
    func required(_ key: String) throws(ProbeFailure) -> String {
      if let text = json[text: key], !text.isEmpty { return text }
      throw ProbeFailure(OIDCProblem.discoveryIncomplete, [.address: url, .name: key])
    }
    issuer = try required("issuer")
    authorizationEndpoint = try required("authorization_endpoint")
    keys = try required("jwks_uri")
    tokenEndpoint = json[text: "token_endpoint"]
    responseTypes = json[texts: "response_types_supported"]
    responseModes = json[texts: "response_modes_supported"]
    challengeMethods = json[texts: "code_challenge_methods_supported"]
    scopes = json[texts: "scopes_supported"]
    clientAuthentication = json[texts: "token_endpoint_auth_methods_supported"]
  }

  /// The grants of W&B Server; each needs something else of the provider.
  package enum Grant: String, Sendable {
    case implicit, pkce
  }

  /// Compares byte for byte (section 4.3).
  package func checkIssuer(_ configured: String) throws(ProbeFailure) {
    guard !issuer.isExactly(configured) else { return }
    throw ProbeFailure(OIDCProblem.issuerDiffers, [.expected: configured, .found: issuer])
  }

  /// Endpoints to which the browser or the server sends tokens and codes without TLS.
  var plainEndpoints: [(name: String, url: String)] {
    [
      ("authorization_endpoint", authorizationEndpoint), ("token_endpoint", tokenEndpoint ?? ""),
      ("jwks_uri", keys),
    ].filter { $0.1.lowercased().hasPrefix("http://") }
  }

  /// Returns the response type that the grant uses; nil if the provider does not list any.
  package func checkResponseType(_ grant: Grant) throws(ProbeFailure) -> String? {
    guard let responseTypes else { return nil }
    let found = responseTypes.first { type in
      let words = Set(type.split(separator: " "))
      return switch grant {
      case .pkce: words == ["code"]
      case .implicit: words.contains("id_token") && words.isSubset(of: ["id_token", "token"])
      }
    }
    if let found { return found }
    throw ProbeFailure(
      OIDCProblem.responseTypeMissing,
      [
        .name: grant.rawValue, .expected: grant == .pkce ? "code" : "id_token",
        .found: responseTypes.joined(separator: ", "),
      ])
  }

  /// The implicit grant of W&B Server has the response mode `form_post`.
  package func checkResponseMode() throws(ProbeFailure) {
    guard let responseModes, !responseModes.contains("form_post") else { return }
    throw ProbeFailure(
      OIDCProblem.formPostMissing, [.found: responseModes.joined(separator: ", ")])
  }

  /// Whether the provider lists its methods of PKCE at all.
  var announcesChallenges: Bool { challengeMethods != nil }

  /// Returns the method of PKCE that W&B Server uses; nil if the provider does not list any.
  package func checkChallenge() throws(ProbeFailure) -> String? {
    guard let challengeMethods else { return nil }
    guard !challengeMethods.contains("S256") else { return "S256" }
    throw ProbeFailure(
      OIDCProblem.pkceMissing, [.found: challengeMethods.joined(separator: ", ")])
  }

  /// The scopes that the provider does not list; nil if it lists none.
  package func missing(_ wanted: [String]) -> [String]? {
    scopes.map { scopes in wanted.filter { !scopes.contains($0) } }
  }
}
