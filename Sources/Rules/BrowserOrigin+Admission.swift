import Settings

/// Origins as a document lets them in.
extension BrowserOrigin {
  /// The origin of a host; nil for what is none, which is reported elsewhere.
  init?(host: String) {
    guard HostIsNoOrigin.fault(of: host.trimmedSlashes) == nil else { return nil }
    self.init(meant: host)
  }

  var scheme: Substring { text.firstRange(of: "://").map { text[..<$0.lowerBound] } ?? "" }

  /// Everything behind the scheme.
  var authority: Substring {
    text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
  }

  /// Whether `pattern`, as a document has it, lets this origin in.
  func isAdmitted(by pattern: String, _ kind: DocumentWildcards) -> Bool {
    if pattern == "*" || pattern == text { return true }
    guard kind == .anywhere, let star = pattern.firstIndex(of: "*") else { return false }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return text.utf8.count >= head.utf8.count + tail.utf8.count && text.hasPrefix(head)
      && text.hasSuffix(tail)
  }

  /// What a cloud reads a `*` inside an origin as.
  enum DocumentWildcards {
    case anywhere
    /// As a star.
    case alone
  }
}

extension String {
  /// Without the slash that the server takes off itself.
  fileprivate var trimmedSlashes: String { hasSuffix("/") ? String(dropLast()) : self }
}
