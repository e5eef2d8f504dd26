import Probing

/// Stores, reads and removes a small file, as somebody does who has only signed URLs.
struct FileExchange {
  let steps: Steps
  let authority: String
  /// The path of a file in the configured folder.
  let path: (String) -> String
  /// Headers of a request that stores a file.
  var headers: [(name: String, value: String)] = []
  /// Authorizes a request in its URL, and sends it.
  let send: (WebRequest) throws(ProbeFailure) -> HTTPResponse

  static let content = Array("wandb-cfg preflight\n".utf8)

  /// Runs the three requests; what was done.
  func run() throws(ProbeFailure) -> Steps.Detail {
    let name = TestName.make()
    steps.willCreate(name)
    var put = request("PUT", name)
    put.body = Self.content
    put.headers = [("Content-Type", "application/octet-stream")] + headers
    let stored = try send(put)
    guard (200..<300).contains(stored.status) else {
      // A server that fails may have stored it all the same.
      if stored.status < 500 { steps.didRemove(name) } else { remove(name) }
      throw refused("PUT", stored)
    }
    let read = try send(request("GET", name))
    let removed = try send(request("DELETE", name))
    guard (200..<300).contains(removed.status) else { throw refused("DELETE", removed) }
    steps.didRemove(name)
    guard read.status == 200 else { throw refused("GET", read) }
    guard read.body == Self.content else {
      throw ProbeFailure(
        BucketProblem.objectDiffers,
        [.expected: "\(Self.content.count) bytes", .found: "\(read.body.count) bytes"],
        blaming: .bucket)
    }
    return "PUT, GET, DELETE"
  }

  /// Removes a file that an earlier run created.
  func remove(_ name: String) {
    guard let answer = try? send(request("DELETE", name)) else { return }
    if (200..<300).contains(answer.status) || answer.status == 404 { steps.didRemove(name) }
  }

  private func request(_ method: String, _ name: String) -> WebRequest {
    var request = WebRequest(authority: authority, path: path(name))
    request.method = method
    return request
  }

  private func refused(_ method: String, _ answer: HTTPResponse) -> ProbeFailure {
    let error = ServiceError(answer, hiding: steps.request[.accessKey])
    return ProbeFailure(
      BucketProblem.signedURLRefused, [.name: method, .reply: error.reply])
  }
}
