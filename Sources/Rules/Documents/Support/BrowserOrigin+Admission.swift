import Settings

/// How CORS documents match origins.
extension BrowserOrigin {
  /// The origin of a host; nil for a malformed host, which another rule reports.
  init?(host: String) {
    guard MalformedHost.fault(of: host.trimmedSlashes) == nil else { return nil }
    self.init(meant: host)
  }

  var scheme: Substring { text.firstRange(of: "://").map { text[..<$0.lowerBound] } ?? "" }

  /// Everything after the scheme.
  var authority: Substring {
    text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
  }

  /// Whether `pattern`, as written in a document, matches this origin.
  func isAdmitted(by pattern: String, _ kind: DocumentWildcards) -> Bool {
    if pattern == "*" || pattern == text { return true }
    guard kind == .anywhere, let star = pattern.firstIndex(of: "*") else { return false }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return text.utf8.count >= head.utf8.count + tail.utf8.count && text.hasPrefix(head)
      && text.hasSuffix(tail)
  }

  /// How a cloud interprets a `*` in an origin.
  enum DocumentWildcards {
    /// As a wildcard, also within an origin.
    case anywhere
    /// As a wildcard only by itself; within an origin it is a literal character.
    case alone
  }
}

extension String {
  /// The text without a trailing slash, which the server removes itself.
  fileprivate var trimmedSlashes: String { hasSuffix("/") ? String(dropLast()) : self }
}
