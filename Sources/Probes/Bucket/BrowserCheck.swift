import CloudFacts
import Probing
import Settings

/// Asks a bucket what a browser asks before a page reads or writes a file.
///
/// These requests carry no credentials. Source: Fetch standard, "CORS-preflight fetch".
struct BrowserCheck {
  let endpoint: WebEndpoint
  /// A path of a file in the bucket, which need not exist.
  let path: String
  let steps: Steps
  /// The headers that pages send with a file.
  var headers = [BrowserNeeds.sentHeader]

  static let names = ["answers browsers", "refuses other origins"]

  /// Asks for the host's pages, then for pages that have no business with the bucket.
  ///
  /// `verdict` explains a refusal better than the answer does.
  func run(_ verdict: CORSVerdict?) {
    guard steps.has(.origin, for: Self.names[0]) else {
      return steps.skip([Self.names[1]], blaming: .origin, because: "the host is not known")
    }
    guard let host = steps.request[.origin] else {
      return steps.skip(Self.names, blaming: .origin, because: "the configuration has no host")
    }
    let origin = BrowserOrigin(meant: host).text
    _ = steps.attempt(Self.names[0], blaming: .origin) { detail throws(ProbeFailure) in
      for method in BrowserNeeds.methods {
        let answer = try ask(method, origin)
        guard let reason = answer.refusal(of: method, from: origin, headers) else { continue }
        throw verdict?.refusal
          ?? ProbeFailure(
            BucketProblem.browserRefused,
            [.name: method, .expected: origin, .reply: reason], blaming: .bucket)
      }
      detail = "\(BrowserNeeds.methods.joined(separator: ", ")) from \(origin)"
    }
    checkOtherOrigins(verdict)
  }

  /// An origin that no bucket has reason to admit: its domain can't exist (RFC 6761).
  private static let stranger = "https://wandb-cfg-preflight.invalid"

  private func checkOtherOrigins(_ verdict: CORSVerdict?) {
    _ = steps.attempt(Self.names[1], blaming: .bucket) { detail throws(ProbeFailure) in
      let answer = try ask("GET", Self.stranger)
      let admitted = answer.response["Access-Control-Allow-Origin"]
      detail = "HTTP \(answer.response.status)"
      guard admitted == "*" || admitted == Self.stranger else { return }
      // Some stores repeat the origin where S3 answers `*`.
      guard admitted == "*" || verdict?.isForEveryOrigin == true else {
        throw ProbeFailure(BucketProblem.openToOtherOrigins, [.name: Self.stranger])
      }
      detail = "no: `*` admits every page"
      steps.report(ProbeFailure(BucketProblem.openToEveryOrigin))
    }
  }

  private func ask(_ method: String, _ origin: String) throws(ProbeFailure) -> BrowserAnswer {
    var request = WebRequest(authority: endpoint.authority, path: path)
    request.method = "OPTIONS"
    request.headers = [("Origin", origin), ("Access-Control-Request-Method", method)]
    if method == "PUT" {
      let names = headers.map { $0.lowercased() }.sorted().joined(separator: ",")
      request.headers.append(("Access-Control-Request-Headers", names))
    }
    return BrowserAnswer(response: try endpoint.send(request, steps.deadline))
  }
}

/// An answer to a browser's question.
private struct BrowserAnswer {
  let response: HTTPResponse

  /// Why a browser would not send the request; nil if it would.
  func refusal(of method: String, from origin: String, _ headers: [String]) -> String? {
    guard (200..<300).contains(response.status) else { return response.summary }
    guard let admitted = response["Access-Control-Allow-Origin"] else {
      return "HTTP \(response.status) without `Access-Control-Allow-Origin`"
    }
    guard admitted == "*" || admitted == origin else {
      return "`Access-Control-Allow-Origin: \(admitted)`"
    }
    // Browsers send GET and HEAD without asking.
    guard method == "PUT" else { return nil }
    guard list("Access-Control-Allow-Methods").contains(where: { $0 == "put" || $0 == "*" })
    else { return "HTTP \(response.status) without PUT in `Access-Control-Allow-Methods`" }
    let allowed = list("Access-Control-Allow-Headers")
    let missing = headers.first { !allowed.contains("*") && !allowed.contains($0.lowercased()) }
    if let missing {
      return "HTTP \(response.status) without \(missing) in `Access-Control-Allow-Headers`"
    }
    return nil
  }

  /// The values of all headers of a name, in lower case.
  private func list(_ name: String) -> [String] {
    response.headers.filter { $0.name.lowercased() == name.lowercased() }
      .flatMap { $0.value.split(separator: ",") }
      .map { $0.filter { !$0.isWhitespace }.lowercased() }
  }
}
