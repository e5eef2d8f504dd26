import Diagnostics

/// A URL in the server's grammar, split into parts that know their location.
///
/// Source: wandb/operator `docs/infra-connection-settings.md`. Parsing is lenient, so that rules
/// can report what is wrong: user information ends at the last `@`, and a second `?` acts as `&`.
package struct ConnectionString: Sendable {
  package let source: SourceText
  package let scheme: SourceText
  /// Raw text, as it is in the URL.
  package private(set) var user: SourceText?
  package private(set) var password: SourceText?
  package private(set) var host: SourceText
  package private(set) var port: SourceText?
  /// Without its leading slash.
  package private(set) var path: SourceText
  package private(set) var query: [(key: SourceText, value: SourceText)] = []
  /// The offsets of every `?` after the first.
  package private(set) var extraQuestionMarks: [Int] = []

  /// nil when the text has no `scheme://`.
  package init?(_ source: SourceText) {
    let bytes = Array(source.text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      bytes[colon...].starts(with: Array("://".utf8)),
      bytes[..<colon].allSatisfy(Self.isSchemeByte)
    else { return nil }
    self.source = source
    scheme = source.piece(0..<colon)
    let start = colon + 3
    let end = Self.userInfoEnd(bytes, start, BucketProvider(scheme: scheme.text))
    let hostStart = end.map { $0 + 1 } ?? start
    let authorityEnd =
      bytes[hostStart...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count
    let queryStart = bytes[authorityEnd...].firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
    let pathStart =
      authorityEnd < queryStart ? authorityEnd + 1 : authorityEnd
    path = source.piece(min(pathStart, queryStart)..<queryStart)
    host = source.piece(hostStart..<authorityEnd)
    splitPort(bytes, hostStart..<authorityEnd)
    if hostStart > start { splitUserInfo(bytes, start..<hostStart - 1) }
    if queryStart < bytes.count { splitQuery(bytes, queryStart + 1) }
  }

  /// `host[:port][/path]`, as it was written.
  package var address: String {
    let keys = user.map { $0.text.utf8.count + 1 } ?? 0
    let password = password.map { $0.text.utf8.count + 1 } ?? 0
    let rest = source.text.utf8.dropFirst(scheme.text.utf8.count + 3 + keys + password)
    return String(Substring(rest.prefix { $0 != UInt8(ascii: "?") }))
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "+-.".utf8.contains(byte)
  }

  /// The `@` that ends the user information, if there is any: the last one, unless the text before
  /// it is a host with a path.
  private static func userInfoEnd(
    _ bytes: [UInt8], _ start: Int, _ store: BucketProvider?
  ) -> Int? {
    guard let at = bytes[start...].lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let before = bytes[start..<at]
    let delimiter = before.firstIndex { "/?#".utf8.contains($0) }
    guard let delimiter else { return at }
    // `s3://host:9000/path@x` has a port, `mysql://user:12/3@host` a password: no database has an
    // `@` in its name. A parameter may have one: `mysql://host?x=a@b`.
    guard let colon = before[..<delimiter].firstIndex(of: UInt8(ascii: ":")) else {
      return store == nil && bytes[delimiter] != UInt8(ascii: "?") ? at : nil
    }
    let isPort =
      store != nil
      && bytes[(colon + 1)..<delimiter].allSatisfy(\.isDigit)
    return isPort && colon + 1 < delimiter ? nil : at
  }

  private mutating func splitUserInfo(_ bytes: [UInt8], _ range: Range<Int>) {
    let colon = bytes[range].firstIndex(of: UInt8(ascii: ":"))
    user = source.piece(range.lowerBound..<(colon ?? range.upperBound))
    if let colon { password = source.piece(colon + 1..<range.upperBound) }
  }

  private mutating func splitPort(_ bytes: [UInt8], _ range: Range<Int>) {
    // The colons of an IPv6 address are inside brackets.
    let search = (bytes[range].lastIndex(of: UInt8(ascii: "]")) ?? range.lowerBound)
    guard let colon = bytes[search..<range.upperBound].lastIndex(of: UInt8(ascii: ":"))
    else { return }
    host = source.piece(range.lowerBound..<colon)
    port = source.piece(colon + 1..<range.upperBound)
  }

  private mutating func splitQuery(_ bytes: [UInt8], _ start: Int) {
    var lower = start
    query.reserveCapacity(bytes[start...].count { $0 == UInt8(ascii: "&") } + 1)
    while lower <= bytes.count {
      let upper =
        bytes[lower...].firstIndex { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "?") }
        ?? bytes.count
      if upper < bytes.count, bytes[upper] == UInt8(ascii: "?") {
        extraQuestionMarks.append(upper)
      }
      if upper > lower {
        let equals = bytes[lower..<upper].firstIndex(of: UInt8(ascii: "=")) ?? upper
        query.append(
          (source.piece(lower..<equals), source.piece(min(equals + 1, upper)..<upper)))
      }
      lower = upper + 1
    }
  }
}
