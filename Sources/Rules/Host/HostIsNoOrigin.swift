package import Diagnostics
package import Settings

/// The host is not what a browser calls an origin.
package enum HostIsNoOrigin: Rule {
  package static let id = DiagnosticID(
    "WB3015", "host-is-no-origin", .error,
    Documentation(
      summary: "The host is not `http(s)://name[:port]`.",
      explanation: """
        The server compares the host with the browser's origin ("request origin not allowed", \
        wandb/server#46) and signs URLs with it: scheme, name and port must be exactly those that \
        people use (wandb/server#88, #111). A path is not supported (wandb/server#153).
        """,
      failing: .yaml("global:\n  host: wandb.example.com\n"),
      passing: .yaml("global:\n  host: https://wandb.example.com\n")))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let setting = resolved.configuration.host
    // `MisshapenDomain` speaks of the inputs that a module makes the host of.
    guard let host = setting.literal, let place = resolved.origin(of: setting),
      place.spelling != "domain_name", place.spelling != "subdomain",
      let (fault, help) = fault(of: host)
    else { return }
    report.report("`\(place.spelling)` \(fault)", at: place, setting: "global.host", help: help)
  }

  /// What is wrong with `host`, and what to do; nil for an origin.
  static func fault(of host: String) -> (fault: String, help: String)? {
    // Neither message nor help may repeat user information.
    guard !host.contains("@") else {
      return ("holds a user name", "write scheme, name and port only")
    }
    let scheme: Substring
    guard let range = host.firstRange(of: "://") else {
      return ("has no scheme", "write https://\(host.prefix { !"/?#".contains($0) })")
    }
    scheme = host[..<range.lowerBound]
    guard scheme == "https" || scheme == "http" else {
      return ("has scheme `\(scheme)`", "write https:// or http://")
    }
    let rest = host.dropFirst(scheme.count + 3)
    let authority = rest.prefix { !"/?#".contains($0) }
    guard authority.utf8.count == rest.utf8.count else {
      return ("has more than scheme, name and port", "write \(scheme)://\(authority)")
    }
    return nameFault(authority).map { ($0, "a name has letters, digits, dots and dashes") }
  }

  private static func nameFault(_ authority: Substring) -> String? {
    var name = authority
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      let port = authority[authority.index(after: colon)...]
      guard port.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
        (1...65_535).contains(Int(port) ?? 0)
      else { return "has no usable port" }
      name = authority[..<colon]
    }
    guard !name.isEmpty else { return "has no name" }
    if name.hasPrefix("["), name.hasSuffix("]") { return nil }
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isName && !name.hasPrefix(".") && !name.contains("..") ? nil : "is no host name"
  }
}
