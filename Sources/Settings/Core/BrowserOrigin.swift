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
}
