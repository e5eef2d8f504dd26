import Settings

/// A request in pieces, as signatures need it.
struct WebRequest: Sendable {
  var method = "GET"
  /// The host, with its port unless it is the scheme's default.
  let authority: String
  /// Decoded, with a leading slash.
  var path: String
  /// Decoded, in any order.
  var query: [(name: String, value: String)] = []
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  /// Everything but letters, digits and `-._~/` is encoded, as signatures require.
  var encodedPath: String {
    path.split(separator: "/", omittingEmptySubsequences: false)
      .map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
  }

  /// Encoded, in order of the names.
  var sortedQuery: String {
    query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
      .sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  /// The request for the client; the query is sent in the order in which it was signed.
  func http(_ scheme: String) -> HTTPRequest {
    let query = query.isEmpty ? "" : "?\(sortedQuery)"
    var result = HTTPRequest(method, "\(scheme)://\(authority)\(encodedPath)\(query)")
    result.headers = headers
    result.body = body
    return result
  }
}
