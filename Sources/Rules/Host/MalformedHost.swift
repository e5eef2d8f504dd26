package import Diagnostics
package import Settings

/// The host is not an origin as browsers send it.
package enum MalformedHost: Rule {
  package static let id = DiagnosticID(
    "WB3015", "malformed-host", .error,
    evidence: .read(
      by: .browsers,
      source: "wandb/server#46: \"request origin not allowed\"; RFC 6454 (the web origin)"),
    Documentation(
      summary: "The host is not `http(s)://name[:port]`.",
      explanation: """
        The server compares the host with the browser's origin ("request origin not allowed", \
        wandb/server#46) and signs URLs with it: scheme, name and port must be exactly those that \
        people use (wandb/server#88, #111). A path is not supported (wandb/server#153).
        """,
      failing: .yaml("global:\n  host: wandb.example.com\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.host
    // `MalformedDomain` reports the inputs from which a module builds the host.
    guard let host = setting.literal, let origin = resolved.origin(of: setting),
      !origin.isInput("domain_name", "subdomain"),
      let (fault, help) = fault(of: host)
    else { return }
    findings.add(
      .setting(origin.spelling, fault), at: origin, setting: "global.host", help: help,
      fixes: fixes(Located(host, origin.span)))
  }

  /// The origin alone, if the text has one and no user information.
  private static func fixes(_ host: Located) -> [FixIt] {
    var text = host.value[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace || last == "/" { text.removeLast() }
    let isTrimmed = fault(of: String(text)) == nil
    let scheme = text.range(of: "://")
    let start = scheme?.upperBound ?? text.startIndex
    let authority = text[start...].prefix { !"/?#".contains($0) }
    let origin = (scheme.map { text[..<$0.upperBound] } ?? "https://") + authority
    guard fault(of: String(origin)) == nil else { return [] }
    // Who wrote a path may have meant something by it.
    return [
      .write(
        String(origin), for: host, isTrimmed ? .safe : .unsafe,
        summary: .writeOrigin(String(origin)))
    ]
  }

  /// What is wrong with `host`, and what to do; nil for an origin.
  static func fault(of host: String) -> (fault: Message, help: Message)? {
    // Neither the message nor the help may repeat user information.
    guard host.first?.isWhitespace != true, host.last?.isWhitespace != true else {
      return (.whiteSpace, .removeWhiteSpace)
    }
    guard !host.holds("@") else { return (.userName, .writeOnlyOrigin) }
    guard let range = host.range(of: "://") else {
      return (.noScheme, .prependScheme(to: host.prefix { !"/?#".contains($0) }))
    }
    let scheme = host[..<range.lowerBound]
    guard scheme == "https" || scheme == "http" else {
      return (.otherScheme(scheme), .writeScheme)
    }
    let rest = host[range.upperBound...]
    let end = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
    let authority = rest[..<end]
    guard authority.utf8.count == rest.utf8.count else {
      return (.moreThanOrigin, .write(scheme, authority))
    }
    return nameFault(authority)
  }

  private static func nameFault(_ authority: Substring) -> (fault: Message, help: Message)? {
    var name = authority
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      let port = authority[authority.index(after: colon)...]
      guard port.utf8.allSatisfy(\.isDigit),
        (1...65_535).contains(Int(port) ?? 0)
      else { return (.invalidPort, .usePort) }
      name = authority[..<colon]
    }
    guard !name.isEmpty else { return (.noName, .useNameCharacters) }
    if name.hasPrefix("["), name.hasSuffix("]") { return nil }
    return name.utf8.allSatisfy(isAllowed) && !name.hasPrefix(".") && !name.holds("..")
      ? nil : (.invalidName, .useNameCharacters)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "-._".utf8.contains(byte)
  }
}

extension Message {
  fileprivate static let whiteSpace: Message = "begins or ends with whitespace"

  fileprivate static let removeWhiteSpace: Message = "remove the whitespace"

  fileprivate static let userName: Message = "contains a user name"

  fileprivate static let writeOnlyOrigin: Message = "write only scheme, name and port"

  fileprivate static let noScheme: Message = "has no scheme"

  fileprivate static func writeOrigin(_ origin: String) -> Message {
    "write \(value: origin)"
  }

  fileprivate static func prependScheme(to authority: Substring) -> Message {
    "write https://\(value: authority)"
  }

  fileprivate static func otherScheme(_ scheme: Substring) -> Message {
    "has scheme `\(value: scheme)`, not `https` or `http`"
  }

  fileprivate static let writeScheme: Message = "write https:// or http://"

  fileprivate static let moreThanOrigin: Message = "contains more than scheme, name and port"

  fileprivate static func write(_ scheme: Substring, _ authority: Substring) -> Message {
    "write \(value: "\(scheme)://\(authority)")"
  }

  fileprivate static let invalidPort: Message = "has an invalid port"

  fileprivate static let usePort: Message = "use a port from 1 to 65535"

  fileprivate static let noName: Message = "has no host name"

  fileprivate static let invalidName: Message = "is not a valid host name"

  fileprivate static let useNameCharacters: Message =
    "use letters, digits, dots and dashes in the name"
}
