import Probing

/// A service over HTTP that was reached: its address, and a client that trusts its authority.
struct WebEndpoint {
  let addresses: Addresses
  let encryption: Encryption
  private let client: HTTPClient

  /// Whether requests go over TLS.
  enum Encryption: String, Sendable {
    case on = "https"
    case off = "http"
  }

  /// Resolves, connects and, for HTTPS, checks the server's certificate; nil if a step failed.
  ///
  /// libcurl would do the same, but says less about what is wrong. `later` are the steps that are
  /// skipped then, and `unresolved` is what a host without an address means.
  static func reach(
    _ steps: Steps, skipping later: [String], unresolved: ProbeFailure? = nil
  ) -> WebEndpoint? {
    let request = steps.request
    guard let host = request[.host] else {
      steps.skip(later, blaming: .host, because: request.lacking[.host] ?? "no address")
      return nil
    }
    let encryption: Encryption = request[.tls] == "true" ? .on : .off
    let port = request[.port].flatMap { Int($0) } ?? (encryption == .on ? 443 : 80)
    let first = encryption == .on ? ["connects", "encrypts"] : ["connects"]
    let resolved = steps.attempt("resolves", blaming: .host) { detail throws(ProbeFailure) in
      let addresses: Addresses
      do throws(ProbeFailure) {
        addresses = try Addresses(of: host, port: port)
      } catch {
        throw unresolved ?? error
      }
      detail = addresses.texts.joined(separator: ", ")
      return addresses
    }
    guard let addresses = resolved else {
      steps.skip(first + later, blaming: .host, because: "no address")
      return nil
    }
    guard connect(addresses, encryption, steps) else {
      steps.skip(later, blaming: .host, because: "no connection")
      return nil
    }
    return WebEndpoint(addresses, encryption, steps)
  }

  /// The endpoint without any check, to remove objects.
  init?(unchecked steps: Steps) {
    let encryption: Encryption = steps.request[.tls] == "true" ? .on : .off
    let port = steps.request[.port].flatMap { Int($0) } ?? (encryption == .on ? 443 : 80)
    guard let host = steps.request[.host], let addresses = try? Addresses(of: host, port: port)
    else { return nil }
    self.init(addresses, encryption, steps)
  }

  private init(_ addresses: Addresses, _ encryption: Encryption, _ steps: Steps) {
    (self.addresses, self.encryption) = (addresses, encryption)
    client = HTTPClient(trusting: Self.authorities(steps), steps.deadline)
  }

  private static func authorities(_ steps: Steps) -> String {
    steps.request.authorities + (steps.request[.authority] ?? "")
  }

  private static func connect(
    _ addresses: Addresses, _ encryption: Encryption, _ steps: Steps
  ) -> Bool {
    let connection = steps.attempt("connects", blaming: .port) { _ throws(ProbeFailure) in
      try Connection(to: addresses, steps.deadline)
    }
    guard let connection else {
      if encryption == .on {
        steps.skip(["encrypts"], blaming: .tls, because: "no connection")
      }
      return false
    }
    guard encryption == .on else { return true }
    return steps.attempt("encrypts", blaming: .tls) { detail throws(ProbeFailure) -> Void in
      let trust = TrustedAuthorities(authorities(steps))
      let peer = try connection.startTLS(as: addresses.host, trust)
      steps.present(peer.pem)
      peer.reportExpiry(addresses, steps)
      detail = peer.version
    } != nil
  }

  /// The host as requests and signatures name it.
  var authority: String {
    let port = encryption == .on ? 443 : 80
    return addresses.port == port
      ? String(addresses.text.dropLast(String(port).count + 1)) : addresses.text
  }

  /// Sends a request; an answer that only a server with TLS gives to plain HTTP is a failure.
  func send(_ request: WebRequest, _ deadline: Deadline) throws(ProbeFailure) -> HTTPResponse {
    let answer: HTTPResponse
    do throws(ProbeFailure) {
      answer = try client.send(request.http(encryption.rawValue))
    } catch {
      guard encryption == .off, Connection.speaksTLS(addresses, deadline) else { throw error }
      throw tlsRequired
    }
    if encryption == .off, answer.status == 400, !answer.text.contains("<Error>"),
      Connection.speaksTLS(addresses, deadline)
    {
      throw tlsRequired
    }
    return answer
  }

  private var tlsRequired: ProbeFailure {
    ProbeFailure(ConnectionProblem.tlsRequired, [.address: addresses.text], blaming: .tls)
  }
}
