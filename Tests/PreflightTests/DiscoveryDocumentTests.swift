import Probing
import Testing

@testable import Probes

/// What a discovery document says about the settings of sign-in.
@Suite struct DiscoveryDocumentTests {
  private static let url = "https://idp.example.com/.well-known/openid-configuration"

  private func document(_ members: String) throws -> DiscoveryDocument {
    let text = """
      {"issuer": "https://idp.example.com", "jwks_uri": "https://idp.example.com/jwks",
       "authorization_endpoint": "https://idp.example.com/auth", \(members)
       "token_endpoint": "https://idp.example.com/token"}
      """
    return try DiscoveryDocument(Array(text.utf8), from: Self.url)
  }

  /// The problem that a check throws.
  private func problem(_ check: () throws(ProbeFailure) -> some Any) -> OIDCProblem? {
    do throws(ProbeFailure) {
      _ = try check()
      return nil
    } catch {
      return OIDCProblem(rawValue: error.problem)
    }
  }

  @Test(arguments: ["", "<html>", "[]", "{\"issuer\": ", "null"])
  func refusesWhatIsNotAnObject(_ text: String) {
    let problem = problem { () throws(ProbeFailure) in
      try DiscoveryDocument(Array(text.utf8), from: Self.url)
    }
    #expect(problem == .discoveryUnreadable)
  }

  @Test func namesTheMissingMember() {
    let text = "{\"issuer\": \"https://idp.example.com\", \"authorization_endpoint\": \"x\"}"
    do throws(ProbeFailure) {
      _ = try DiscoveryDocument(Array(text.utf8), from: Self.url)
      Issue.record("a document without `jwks_uri` was read")
    } catch {
      #expect(error.problem == OIDCProblem.discoveryIncomplete.rawValue)
      #expect(error.facts[.name] == "jwks_uri")
    }
  }

  @Test(
    arguments: [
      ("https://idp.example.com", true), ("https://idp.example.com/", false),
      ("https://IDP.example.com", false), ("https://idp.example.com:443", false),
    ])
  func comparesIssuersByteForByte(_ issuer: String, _ isEqual: Bool) throws {
    let document = try document("")
    let problem = problem { () throws(ProbeFailure) in try document.checkIssuer(issuer) }
    #expect(problem == (isEqual ? nil : .issuerDiffers))
  }

  /// Swift considers them equal.
  @Test func tellsNormalFormsApart() throws {
    let text = """
      {"issuer": "https://idp.example.com/caf\u{E9}", "jwks_uri": "x", "authorization_endpoint": "x"}
      """
    let document = try DiscoveryDocument(Array(text.utf8), from: Self.url)
    let problem = problem { () throws(ProbeFailure) in
      try document.checkIssuer("https://idp.example.com/cafe\u{301}")
    }
    #expect(problem == .issuerDiffers)
  }

  /// Response types of Entra ID, Cognito, Okta's custom servers, and orders of words.
  @Test(
    arguments: [
      (#"["code","id_token","code id_token","id_token token"]"#, true, true),
      (#"["code","token"]"#, true, false),
      (#"["code","token","code token"]"#, true, false),
      (#"["code","id_token","token id_token","none"]"#, true, true),
      (#"["token id_token"]"#, false, true),
      (#"["code id_token"]"#, false, false), ("[]", false, false),
    ])
  func findsTheResponseType(_ types: String, _ pkce: Bool, _ implicit: Bool) throws {
    let document = try document("\"response_types_supported\": \(types),")
    for (grant, isOffered) in [(DiscoveryDocument.Grant.pkce, pkce), (.implicit, implicit)] {
      let problem = problem { () throws(ProbeFailure) in try document.checkResponseType(grant) }
      #expect(problem == (isOffered ? nil : .responseTypeMissing), "\(grant)")
    }
  }

  @Test func claimsNothingAboutListsThatAreLeftOut() throws {
    let document = try document("")
    #expect(try document.checkResponseType(.implicit) == nil)
    #expect(try document.checkChallenge() == nil)
    #expect(!document.announcesChallenges)
    #expect(document.missing(["openid"]) == nil)
    try document.checkResponseMode()
  }

  @Test func comparesLists() throws {
    let document = try document(
      """
      "response_modes_supported": ["query"], "code_challenge_methods_supported": ["plain"],
      "scopes_supported": ["openid", "email"],
      """)
    #expect(
      problem { () throws(ProbeFailure) in try document.checkResponseMode() } == .formPostMissing)
    #expect(problem { () throws(ProbeFailure) in try document.checkChallenge() } == .pkceMissing)
    #expect(document.missing(["openid", "profile", "teams"]) == ["profile", "teams"])
  }
}

/// Which keys can verify ID tokens.
@Suite struct SigningKeysTests {
  @Test(
    arguments: [
      // What oidc-provider-mock and Cognito publish, with and without `alg` and `use`.
      (#"{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}"#, ["RSA"]),
      (#"{"alg":"RS256","e":"AQAB","kty":"RSA","n":"x","use":"sig"}"#, ["RSA RS256"]),
      (#"{"kty":"EC","crv":"P-256","x":"a","y":"b"}"#, ["EC P-256"]),
      (#"{"kty":"OKP","crv":"Ed25519","x":"a"}"#, ["OKP Ed25519"]),
      (#"{"kty":"RSA","n":"x","e":"AQAB","use":"enc"}"#, []),
      (#"{"kty":"RSA","n":"x","e":"AQAB","alg":"RSA-OAEP"}"#, []),
      (#"{"kty":"RSA","n":"x","e":"AQAB","key_ops":["encrypt"]}"#, []),
      (#"{"kty":"EC","crv":"secp256k1","x":"a","y":"b"}"#, []),
      (#"{"kty":"oct","k":"c2VjcmV0"}"#, []), (#"{"n":"x"}"#, []),
    ])
  func findsUsableKeys(_ key: String, _ usable: [String]) throws {
    let keys = try SigningKeys(Array("{\"keys\":[\(key)]}".utf8), from: "https://a/jwks")
    #expect(keys.usable == usable)
    guard usable.isEmpty else { return try keys.check(from: "https://a/jwks") }
    #expect(throws: ProbeFailure.self) { try keys.check(from: "https://a/jwks") }
  }

  @Test(arguments: ["", "{}", "[]", "{\"keys\": {}}"])
  func refusesWhatIsNotAKeySet(_ text: String) {
    #expect(throws: ProbeFailure.self) {
      try SigningKeys(Array(text.utf8), from: "https://a/jwks")
    }
  }
}
