import Testing

@testable import Probes

/// The request with a made-up code, and what providers answer to it.
@Suite struct ClientCheckTests {
  private func check(_ secret: String?, _ methods: [String]) -> ClientCheck {
    ClientCheck(
      endpoint: "https://idp.example.com/token", clientID: "w b", secret: secret,
      callback: "https://wandb.example.com/oidc/callback", methods: methods)
  }

  @Test(arguments: [[], ["client_secret_post", "client_secret_basic"], ["private_key_jwt"]])
  func sendsSecretsInTheHeader(_ methods: [String]) {
    let request = check("p:/ü", methods).request
    // `w%20b:p%3A%2F%C3%BC`: RFC 6749, section 2.3.1.
    let header = request.headers.first { $0.name == "Authorization" }?.value
    #expect(header == "Basic dyUyMGI6cCUzQSUyRiVDMyVCQw==")
    let body = String(decoding: request.body, as: UTF8.self)
    #expect(!body.contains("client_secret") && !body.contains("client_id"))
    #expect(body.hasPrefix("grant_type=authorization_code&code="))
  }

  @Test func sendsSecretsInTheBodyWhereOnlyThatIsAccepted() {
    let request = check("p:/ü", ["client_secret_post"]).request
    #expect(!request.headers.contains { $0.name == "Authorization" })
    let body = String(decoding: request.body, as: UTF8.self)
    #expect(body.hasSuffix("&client_id=w%20b&client_secret=p%3A%2F%C3%BC"))
  }

  @Test func publicClientsSendOnlyTheirID() {
    let request = check(nil, ["client_secret_basic"]).request
    #expect(!request.headers.contains { $0.name == "Authorization" })
    #expect(String(decoding: request.body, as: UTF8.self).hasSuffix("&client_id=w%20b"))
  }

  @Test(
    arguments: [
      (400, #"{"error":"invalid_grant"}"#, ClientCheck.Verdict.accepted),
      (401, #"{"error":"invalid_client"}"#, .refused("invalid_client")),
      (
        400, #"{"error":"invalid_client","error_description":"no secret"}"#,
        .refused("invalid_client: no secret")
      ),
      (401, #"{"error":"unauthorized_client"}"#, .refused("unauthorized_client")),
      (400, #"{"error":"invalid_request"}"#, .unknown("HTTP 400: invalid_request")),
      (302, "", .unknown("HTTP 302")), (503, "<html>", .unknown("HTTP 503")),
    ])
  func judgesAnswers(_ status: Int, _ body: String, _ verdict: ClientCheck.Verdict) {
    #expect(ClientCheck.verdict(status: status, body: Array(body.utf8)) == verdict)
  }

  @Test func hidesCredentialsThatAnAnswerRepeats() {
    let text = check("p:/ü", []).cleaned("bad header Basic dyUyMGI6cCUzQSUyRiVDMyVCQw==")
    #expect(text == "bad header Basic •••")
    let address = SecretScrubber([]).cleaned("dial https://ann:s3cr3t@10.0.0.1:6443: refused")
    #expect(address == "dial https://•••@10.0.0.1:6443: refused")
  }
}
