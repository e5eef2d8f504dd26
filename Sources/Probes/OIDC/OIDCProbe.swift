import ConfigSyntax
import Probing
import Settings

/// Probes an identity provider: what it publishes, and whether it accepts the client.
enum OIDCProbe {
  static func run(_ steps: Steps) {
    guard let issuer = steps.request[.issuer] else { return }
    guard let address = PublicAddress(issuer) else {
      return steps.skip(
        WebServer.stepNames + [publishes] + afterDiscovery, blaming: .issuer,
        because: "the issuer is not a URL")
    }
    guard WebServer(address, steps).isReachable(blaming: .issuer) else {
      steps.skip([publishes] + afterDiscovery, blaming: .issuer, because: "no connection")
      return register(issuer, steps)
    }
    if let document = discover(issuer, steps) {
      check(document, issuer, steps)
    } else {
      steps.skip(afterDiscovery, blaming: .issuer, because: "no discovery document")
    }
    register(issuer, steps)
  }

  private static let publishes = "publishes its configuration"
  private static let keys = "publishes keys"
  private static let scopes = "offers the scopes"
  private static let accepts = "accepts the client"
  private static let afterDiscovery =
    ["names the issuer", "uses TLS", "offers the grant", "offers PKCE", keys, scopes, accepts]

  private static func client(_ steps: Steps) -> HTTPClient {
    HTTPClient(trusting: steps.request.authorities, steps.deadline)
  }

  private static func discover(_ issuer: String, _ steps: Steps) -> DiscoveryDocument? {
    steps.attempt(publishes, blaming: .issuer) { _ throws(ProbeFailure) in
      let url = IdentityProvider.discoveryURL(of: issuer)
      let response = try client(steps).send(HTTPRequest("GET", url))
      guard response.status == 200 else {
        let location = response["Location"] ?? ""
        throw (300..<400).contains(response.status) && !location.isEmpty
          ? ProbeFailure(OIDCProblem.discoveryRedirected, [.address: url, .found: location])
          : ProbeFailure(
            OIDCProblem.discoveryNotFound, [.address: url, .reply: response.summary])
      }
      return try DiscoveryDocument(response.body, from: url)
    }
  }

  private static func check(_ document: DiscoveryDocument, _ issuer: String, _ steps: Steps) {
    _ = steps.attempt("names the issuer", blaming: .issuer) { _ throws(ProbeFailure) in
      try document.checkIssuer(issuer)
    }
    endpoints(document, issuer, steps)
    checkGrant(document, steps)
    fetchKeys(document, steps)
    checkScopes(document, steps)
    checkClient(document, issuer, steps)
  }

  private static func endpoints(
    _ document: DiscoveryDocument, _ issuer: String, _ steps: Steps
  ) {
    // The scheme of the issuer itself is checked without a probe.
    guard issuer.lowercased().hasPrefix("https://") else {
      return steps.skip(["uses TLS"], blaming: .issuer, because: "the issuer has scheme `http`")
    }
    _ = steps.attempt("uses TLS", blaming: .issuer) { _ throws(ProbeFailure) in
      guard let plain = document.plainEndpoints.first else { return }
      throw ProbeFailure(
        OIDCProblem.endpointWithoutTLS, [.name: plain.name, .address: plain.url])
    }
  }

  // MARK: Grants

  private static func grant(_ steps: Steps) -> DiscoveryDocument.Grant {
    DiscoveryDocument.Grant(rawValue: steps.request[.authMethod] ?? "") ?? .implicit
  }

  private static func checkGrant(_ document: DiscoveryDocument, _ steps: Steps) {
    guard steps.has(.authMethod, for: "offers the grant") else {
      return steps.skip(["offers PKCE"], blaming: .authMethod, because: "the grant is not known")
    }
    let grant = grant(steps)
    _ = steps.attempt("offers the grant", blaming: .authMethod) { detail throws(ProbeFailure) in
      let type = try document.checkResponseType(grant)
      detail = "\(grant.rawValue), response type \(type ?? "not announced")"
      guard grant == .implicit else {
        guard document.tokenEndpoint == nil else { return }
        let url = IdentityProvider.discoveryURL(of: document.issuer)
        throw ProbeFailure(
          OIDCProblem.discoveryIncomplete, [.address: url, .name: "token_endpoint"])
      }
      try document.checkResponseMode()
    }
    guard grant == .pkce else {
      return steps.skip(["offers PKCE"], blaming: .authMethod, because: "the grant is `implicit`")
    }
    _ = steps.attempt("offers PKCE", blaming: .authMethod) { detail throws(ProbeFailure) in
      detail = try document.checkChallenge() ?? "not announced"
      if !document.announcesChallenges { steps.report(ProbeFailure(OIDCProblem.pkceNotAnnounced)) }
    }
  }

  // MARK: Keys and scopes

  private static func fetchKeys(_ document: DiscoveryDocument, _ steps: Steps) {
    _ = steps.attempt(keys, blaming: .issuer) { detail throws(ProbeFailure) in
      guard let address = PublicAddress(document.keys) else {
        throw ProbeFailure(
          OIDCProblem.keysNotFound, [.address: document.keys, .reply: "this is not a URL"])
      }
      // The connection to the issuer's own server was checked before.
      if address.url != PublicAddress(document.issuer)?.url {
        try WebServer(address, steps).reach()
      }
      let response = try client(steps).send(HTTPRequest("GET", document.keys))
      guard response.status == 200 else {
        throw ProbeFailure(
          OIDCProblem.keysNotFound, [.address: document.keys, .reply: response.summary])
      }
      let keys = try SigningKeys(response.body, from: document.keys)
      try keys.check(from: document.keys)
      detail = keys.usable.joined(separator: ", ")
    }
  }

  private static func checkScopes(_ document: DiscoveryDocument, _ steps: Steps) {
    guard steps.has(.scopes, for: scopes) else { return }
    let standard = ["openid", "profile", "email"]
    // Which of them separates is not documented.
    let own = (steps.request[.scopes] ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
    _ = steps.attempt(scopes, blaming: .scopes) { detail throws(ProbeFailure) in
      guard let missing = document.missing(standard + own) else {
        detail = "not announced"
        return
      }
      detail = (standard + own).joined(separator: " ")
      guard !missing.isEmpty else { return }
      throw ProbeFailure(
        OIDCProblem.scopeMissing, [.name: missing.joined(separator: ", ")],
        blaming: missing.contains(where: standard.contains) ? .issuer : .scopes)
    }
  }

  // MARK: Client

  private static func checkClient(
    _ document: DiscoveryDocument, _ issuer: String, _ steps: Steps
  ) {
    guard steps.has(.authMethod, for: accepts), steps.has(.clientID, for: accepts),
      steps.has(.clientSecret, for: accepts), steps.has(.origin, for: accepts)
    else { return }
    let secret = steps.request[.clientSecret].flatMap { $0.isEmpty ? nil : $0 }
    let role: Role = secret == nil ? .clientID : .clientSecret
    guard grant(steps) == .pkce else {
      return steps.skip(
        [accepts], blaming: role, because: "only browsers sign in with the grant `implicit`")
    }
    guard let endpoint = document.tokenEndpoint, let id = steps.request[.clientID] else {
      return steps.skip([accepts], blaming: role, because: "no token endpoint or client ID")
    }
    if let reason = obstacle(to: secret, at: endpoint, issuer) {
      return steps.skip([accepts], blaming: role, because: reason)
    }
    let site = steps.request[.origin].flatMap(PublicAddress.init)?.url ?? "https://localhost"
    let check = ClientCheck(
      endpoint: endpoint, clientID: id, secret: secret,
      callback: SignInURLs(of: site, at: IdentityProvider(issuer)).callback,
      methods: document.clientAuthentication ?? [])
    ask(check, document, role, steps)
  }

  /// Why a secret may not be sent: it goes only to the origin of the issuer, and only over TLS.
  private static func obstacle(
    to secret: String?, at endpoint: String, _ issuer: String
  ) -> String? {
    guard let target = PublicAddress(endpoint), target.usesTLS else {
      return "`\(endpoint)` is not a URL with https"
    }
    guard secret != nil, target.url.lowercased() != PublicAddress(issuer)?.url.lowercased() else {
      return nil
    }
    return "the secret is not sent to `\(target.url)`, which the configuration does not name"
  }

  private static func ask(
    _ check: ClientCheck, _ document: DiscoveryDocument, _ role: Role, _ steps: Steps
  ) {
    _ = steps.attempt(accepts, blaming: role) { detail throws(ProbeFailure) in
      let response = try client(steps).send(check.request)
      switch ClientCheck.verdict(status: response.status, body: response.body) {
      case .accepted: detail = "the provider refuses only the made-up code"
      case .refused(let reply):
        throw ProbeFailure(
          check.secret == nil ? OIDCProblem.secretRequired : .clientRefused,
          [.address: check.endpoint, .name: check.clientID, .reply: check.cleaned(reply)])
      case .unknown(let reply):
        detail = "not clear from the answer: \(check.cleaned(reply))"
        if check.secret == nil, document.clientAuthentication?.contains("none") == false {
          steps.report(
            ProbeFailure(OIDCProblem.publicClientNotAnnounced, [.name: check.clientID]))
        }
      }
    }
  }

  // MARK: URLs

  /// What has to be registered at the provider, which nobody can see from outside.
  private static func register(_ issuer: String, _ steps: Steps) {
    let name = "has to allow URLs"
    guard steps.has(.origin, for: name) else { return }
    guard let site = steps.request[.origin].flatMap(PublicAddress.init) else {
      return steps.skip([name], blaming: .origin, because: "the host is not known")
    }
    _ = steps.attempt(name, blaming: .origin) { detail throws(ProbeFailure) in
      let urls = SignInURLs(of: site.url, at: IdentityProvider(issuer))
      detail = "callback \(urls.callback), logout \(urls.logout)"
    }
  }
}
