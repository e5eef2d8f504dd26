import Diagnostics

/// An origin as browsers send it (RFC 6454): lower case, without the scheme's default port.
package struct BrowserOrigin: Sendable {
  package let text: String

  /// The origin that `text` was intended to be, without a path, query or fragment.
  package init(meant text: String) {
    var rest = Substring(text.lowercased())
    var scheme: Substring = ""
    if let range = rest.range(of: "://") {
      (scheme, rest) = (rest[..<range.upperBound], rest[range.upperBound...])
    }
    rest = rest.prefix { !"/?#".contains($0) }
    for (usual, port) in [("https://", ":443"), ("http://", ":80")]
    where scheme == usual && rest.hasSuffix(port) {
      rest = rest.dropLast(port.count)
    }
    self.text = String(scheme + rest)
  }

  /// The origins in a comma-separated list; two commas in a row yield an empty one.
  package static func items(_ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map { item in
      let start = item.drop { $0 == " " }
      let end = start.lastIndex { $0 != " " }
      return end.map { String(start[...$0]) } ?? ""
    }
  }

  /// Whether `pattern`, as written in a document, matches this origin.
  package func isAdmitted(by pattern: String, _ kind: DocumentWildcards) -> Bool {
    if pattern == "*" || pattern == text { return true }
    guard kind == .anywhere, let star = pattern.firstIndex(of: "*") else { return false }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return text.utf8.count >= head.utf8.count + tail.utf8.count && text.hasPrefix(head)
      && text.hasSuffix(tail)
  }

  /// How a cloud interprets a `*` in an origin.
  package enum DocumentWildcards: Sendable {
    /// As a wildcard, also within an origin.
    case anywhere
    /// As a wildcard only by itself; within an origin it is a literal character.
    case alone
  }
}
