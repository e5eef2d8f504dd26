import ConfigSyntax
import Diagnostics
import Settings

/// An origin as browsers send it (RFC 6454): lower case, without the port that the scheme implies.
struct BrowserOrigin {
  let text: String

  /// The origin that `text` was meant to be; a path and the like are left out.
  init(meant text: String) {
    var rest = Substring(text.lowercased())
    var scheme: Substring = ""
    if let range = rest.firstRange(of: "://") {
      (scheme, rest) = (rest[..<range.upperBound], rest[range.upperBound...])
    }
    rest = rest.prefix { !"/?#".contains($0) }
    for (usual, port) in [("https://", ":443"), ("http://", ":80")]
    where scheme == usual && rest.hasSuffix(port) {
      rest = rest.dropLast(port.count)
    }
    self.text = String(scheme + rest)
  }

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
