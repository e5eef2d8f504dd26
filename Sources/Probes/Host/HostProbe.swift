import Probing
import Settings

/// Probes the public URL of the server, where browsers and SDKs find it.
enum HostProbe {
  static func run(_ steps: Steps) {
    guard let text = steps.request[.host] else { return }
    guard let address = PublicAddress(text) else {
      return steps.skip(
        WebServer.stepNames + [answers, accepts], blaming: .host, because: "the host is not a URL")
    }
    guard let addresses = resolve(address, steps) else {
      return steps.skip(
        ["connects", "encrypts", answers, accepts], blaming: .host, because: "no address")
    }
    guard let connection = connect(addresses, address, steps) else {
      return steps.skip(["encrypts", answers, accepts], blaming: .host, because: "no connection")
    }
    guard encrypt(connection, address, steps) else {
      return steps.skip([answers, accepts], blaming: .host, because: "no trusted connection")
    }
    guard isServing(address, steps) else {
      return steps.skip([accepts], blaming: .host, because: "no server")
    }
    guard steps.request.permission == .write else {
      return steps.skip([accepts], blaming: .host, because: "writes only with --write")
    }
    sendLargeBody(address, steps)
  }

  private static let answers = "answers"
  private static let accepts = "accepts 10 MB"

  private static func resolve(_ address: PublicAddress, _ steps: Steps) -> Addresses? {
    steps.attempt("resolves", blaming: .host) { detail throws(ProbeFailure) in
      let found: Addresses
      do throws(ProbeFailure) {
        found = try Addresses(of: address.host, port: address.port)
      } catch {
        throw ProbeFailure(HostProblem.notInDNS, error.facts)
      }
      detail = found.texts.joined(separator: ", ")
      return found
    }
  }

  private static func connect(
    _ addresses: Addresses, _ address: PublicAddress, _ steps: Steps
  ) -> Connection? {
    steps.attempt("connects", blaming: .host) { _ throws(ProbeFailure) in
      do throws(ProbeFailure) {
        return try Connection(to: addresses, steps.deadline)
      } catch {
        let reasons = [
          ConnectionProblem.connectionRefused.rawValue: "the connection is refused",
          ConnectionProblem.noAnswer.rawValue: "no answer in time",
        ]
        throw ProbeFailure(
          HostProblem.withoutServer,
          [
            .address: address.url,
            .reply: reasons[error.problem] ?? error.facts[.reply] ?? "no connection",
          ])
      }
    }
  }

  // MARK: Certificates

  private static func encrypt(
    _ connection: Connection, _ address: PublicAddress, _ steps: Steps
  ) -> Bool {
    guard address.usesTLS else {
      steps.skip(["encrypts"], blaming: .host, because: "the URL has scheme `http`")
      return true
    }
    let isEncrypted: Void? = steps.attempt("encrypts", blaming: .host) {
      detail throws(ProbeFailure) in
      do throws(ProbeFailure) {
        let trust = TrustedAuthorities(steps.request.authorities)
        detail = try steps.encrypt(connection, as: address.host, trust)
      } catch {
        throw problem(error, address)
      }
    }
    return isEncrypted != nil
  }

  /// An ingress controller has another certificate before the server's is installed, browsers may trust
  /// an authority that this machine does not know, and load balancers without a server just close.
  private static func problem(_ failure: ProbeFailure, _ address: PublicAddress) -> ProbeFailure {
    switch failure.problem {
    case ConnectionProblem.certificateForAnotherName.rawValue:
      return ProbeFailure(HostProblem.certificateForAnotherName, failure.facts)
    case ConnectionProblem.certificateNotTrusted.rawValue:
      let issuer = failure.facts[.name] ?? ""
      let isPlaceholder = placeholders.contains { issuer.contains($0) }
      return ProbeFailure(
        isPlaceholder ? HostProblem.placeholderCertificate : .certificateNotTrusted, failure.facts)
    case ConnectionProblem.noAnswer.rawValue, ConnectionProblem.connectionLost.rawValue:
      return ProbeFailure(
        HostProblem.withoutServer,
        [.address: address.url, .reply: "the connection is accepted, but nothing is sent"])
    default: return failure
    }
  }

  /// The names in certificates that ingress controllers make for themselves: nginx and Traefik.
  private static let placeholders = [
    "Kubernetes Ingress Controller Fake Certificate", "TRAEFIK DEFAULT CERT",
  ]

  // MARK: HTTP

  /// Whether a program behind all proxies answers.
  private static func isServing(_ address: PublicAddress, _ steps: Steps) -> Bool {
    let isServing: Void? = steps.attempt(answers, blaming: .host) { detail throws(ProbeFailure) in
      let request = HTTPRequest("GET", address.url + "/healthz")
      let response: HTTPResponse
      do throws(ProbeFailure) {
        response = try client(steps).send(request)
      } catch {
        throw ProbeFailure(
          HostProblem.withoutServer,
          [.address: address.url, .reply: error.facts[.reply] ?? "no answer in time"])
      }
      detail = "HTTP \(response.status)"
      if let location = response["Location"], (300..<400).contains(response.status),
        let target = PublicAddress(location), target.url != address.url
      {
        throw ProbeFailure(HostProblem.redirects, [.address: address.url, .found: target.url])
      }
      // What proxies answer if they have no server to pass requests to.
      guard ![404, 502, 503, 504].contains(response.status) else {
        throw ProbeFailure(
          HostProblem.withoutServer, [.address: address.url, .reply: "HTTP \(response.status)"])
      }
    }
    return isServing != nil
  }

  private static func client(_ steps: Steps) -> HTTPClient {
    HTTPClient(trusting: steps.request.authorities, steps.deadline)
  }

  /// What `wandb verify` sends: ten million bytes.
  private static let largeBody = 10_000_000

  /// Sends a query without credentials, which the server refuses or answers without a change.
  private static func sendLargeBody(_ address: PublicAddress, _ steps: Steps) {
    _ = steps.attempt(accepts, blaming: .host) { detail throws(ProbeFailure) in
      var request = HTTPRequest("POST", address.url + "/graphql")
      request.headers = [("Content-Type", "application/json")]
      let start = Array(#"{"query":"query Probe { __typename }","variables":{"text":""#.utf8)
      let filler = [UInt8](repeating: UInt8(ascii: "a"), count: largeBody)
      request.body = start + filler + Array(#""}}"#.utf8)
      let refusal: String
      do throws(ProbeFailure) {
        let response = try client(steps).send(request)
        detail = "HTTP \(response.status)"
        guard response.status == 413 else { return }
        refusal = "HTTP 413"
      } catch {
        switch error.problem {
        case ConnectionProblem.noAnswer.rawValue:
          detail = "not sent in time; a longer --timeout may help"
          return
        case ConnectionProblem.connectionLost.rawValue: refusal = "the connection is closed"
        default: throw error
        }
      }
      throw ProbeFailure(HostProblem.bodyRefused, [.address: address.url, .reply: refusal])
    }
  }
}
