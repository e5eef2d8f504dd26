/// An origin as browsers send it (RFC 6454): lower case, without the port that the scheme implies.
package struct BrowserOrigin: Sendable {
  package let text: String

  /// The origin that `text` was meant to be; a path and the like are left out.
  package init(meant text: String) {
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

  /// Origins as a setting lists them: with commas between; of two commas in a row an empty one.
  package static func items(_ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map { item in
      let start = item.drop { $0 == " " }
      let end = start.lastIndex { $0 != " " }
      return end.map { String(start[...$0]) } ?? ""
    }
  }
}
