/// An HTTP request.
struct HTTPRequest {
  var method = "GET"
  /// An absolute URL of scheme `http` or `https`, percent-encoded.
  let url: String
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  init(_ method: String, _ url: String) { (self.method, self.url) = (method, url) }
}

/// What a server answered.
struct HTTPResponse {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  /// The value of a header, whose name is compared without case.
  subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The status and the beginning of the body on one line, for messages; pages for people are left out.
  var summary: String {
    let start = text.drop(while: \.isWhitespace).prefix(14).lowercased()
    guard !start.hasPrefix("<!doctype html"), !start.hasPrefix("<html") else {
      return "HTTP \(status)"
    }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? "HTTP \(status)" : "HTTP \(status): \(words)"
  }
}
