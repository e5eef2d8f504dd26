import CCurl
import Probing

/// HTTP over libcurl, which never goes where the configuration does not send it.
///
/// It follows no redirect and uses no proxy, so credentials reach only the host in the URL. Certificates
/// are always verified.
struct HTTPClient {
  private let authorities: [UInt8]
  private let deadline: Deadline
  private let session = CurlSession()

  /// More than any answer of a probed service has.
  fileprivate static let largestBody = 4 << 20

  /// A client that trusts the authorities of this machine and those in a PEM text.
  init(trusting pem: String, _ deadline: Deadline) {
    let system = SystemAuthorities.pem
    authorities = system.isEmpty && pem.isEmpty ? [] : Array((system + "\n" + pem).utf8)
    self.deadline = deadline
  }

  /// Sends a request and returns the answer, whatever its status.
  func send(_ request: HTTPRequest) throws(ProbeFailure) -> HTTPResponse {
    guard let handle = session.handle else { throw failure(request, "out of memory") }
    curl_easy_reset(handle)
    let answer = Answer()
    var list: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(list) }
    // Without this, libcurl waits a second for a server to agree to a body.
    list = curl_slist_append(list, "Expect:")
    for header in request.headers {
      list = curl_slist_append(list, "\(header.name): \(header.value)")
    }
    configure(handle, request, list)
    let code = withExtendedLifetime(answer) {
      let context = Unmanaged.passUnretained(answer).toOpaque()
      wandb_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
      wandb_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
      wandb_curl_set_sink(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        Answer.at(context)?.addBody(bytes, size * count) ?? 0
      }
      wandb_curl_set_sink(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        Answer.at(context)?.addHeader(bytes, size * count) ?? 0
      }
      return request.body.withUnsafeBytes { body in
        if !body.isEmpty || ["POST", "PUT"].contains(request.method) {
          wandb_curl_set_number(handle, CURLOPT_POSTFIELDSIZE, body.count)
          let start = UnsafeMutableRawPointer(mutating: body.baseAddress)
          wandb_curl_set_pointer(handle, CURLOPT_POSTFIELDS, start)
        }
        return curl_easy_perform(handle)
      }
    }
    guard code == CURLE_OK else { throw failure(request, code) }
    var status = 0
    wandb_curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
    return HTTPResponse(status: status, headers: answer.headers, body: answer.body)
  }

  private func configure(
    _ handle: UnsafeMutableRawPointer, _ request: HTTPRequest,
    _ headers: UnsafeMutablePointer<curl_slist>?
  ) {
    wandb_curl_set_text(handle, CURLOPT_URL, request.url)
    wandb_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method)
    if request.method == "HEAD" { wandb_curl_set_number(handle, CURLOPT_NOBODY, 1) }
    wandb_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    wandb_curl_set_text(handle, CURLOPT_NOPROXY, "*")
    wandb_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0)
    // Paths with `..` are signed as they are written.
    wandb_curl_set_number(handle, CURLOPT_PATH_AS_IS, 1)
    wandb_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    wandb_curl_set_number(handle, CURLOPT_TIMEOUT_MS, max(1, Int(deadline.remaining)))
    wandb_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
    // Without a bundle of this machine, libcurl looks where it was built to look.
    guard !authorities.isEmpty else { return }
    authorities.withUnsafeBytes {
      _ = wandb_curl_set_copy(handle, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count)
    }
  }

  private func failure(_ request: HTTPRequest, _ code: CURLcode) -> ProbeFailure {
    let reply = String(cString: curl_easy_strerror(code))
    let facts: [Fact: String] = [.address: Self.authority(of: request.url), .reply: reply]
    let problem: ConnectionProblem =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: .hostNotFound
      case CURLE_COULDNT_CONNECT: .connectionRefused
      case CURLE_OPERATION_TIMEDOUT: .noAnswer
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR: .tlsFailed
      case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: .connectionLost
      default: .unexpectedAnswer
      }
    return ProbeFailure(problem, facts, blaming: problem == .connectionRefused ? .port : .host)
  }

  private func failure(_ request: HTTPRequest, _ reply: String) -> ProbeFailure {
    ProbeFailure(
      ConnectionProblem.notReachable, [.address: Self.authority(of: request.url), .reply: reply])
  }

  /// The host with its port.
  private static func authority(of url: String) -> String {
    let rest = url.split(separator: "://", maxSplits: 1).last ?? ""
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // Nothing before the last `@`, which would be a user and a password.
    return String(authority.split(separator: "@").last ?? "")
  }
}

/// A handle of libcurl, which keeps connections open from one request to the next.
private final class CurlSession {
  let handle = curl_easy_init()

  deinit { curl_easy_cleanup(handle) }
}

/// Collects an answer while libcurl receives it.
private final class Answer {
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  static func at(_ context: UnsafeMutableRawPointer?) -> Answer? {
    context.map { Unmanaged<Answer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Returns how many bytes were taken; fewer than there are end the transfer.
  func addBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard body.count + count <= HTTPClient.largestBody else { return 0 }
    body += UnsafeRawBufferPointer(start: bytes, count: count)
    return count
  }

  func addHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    if line.hasPrefix("HTTP/") { headers = [] }
    guard let colon = line.firstIndex(of: ":") else { return count }
    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    headers.append((String(line[..<colon]), String(value.filter { !$0.isNewline })))
    return count
  }
}
