package import Diagnostics
package import Settings

/// A CORS origin is not one that a browser sends.
package enum MalformedOrigin: Rule {
  package static let id = DiagnosticID(
    "WB3250", "malformed-origin", .error,
    evidence: .read(by: .browsers, source: "RFC 6454, section 6.2 (serialization of an origin)"),
    Documentation(
      summary: "An entry of `cors.origins` is not `http(s)://name[:port]`.",
      explanation: """
        A browser's origin consists of scheme, name and port, and stores compare it as text: an \
        origin with a path or without a scheme never matches. `*` alone allows every origin, and \
        one `*` can replace the first part of a name. Write names with non-ASCII letters as \
        browsers send them, `xn--…`.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .set("cors.origins=app.example.com")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n",
        .set("cors.origins=https://app.example.com,https://*.example.org"))))

  package static func check(_ resolved: ResolvedConfiguration, _ findings: inout RuleFindings) {
    let setting = resolved.configuration.cloud.corsOrigins
    guard let text = setting.literal, let written = resolved.origin(of: setting) else { return }
    for origin in BrowserOrigin.items(text) {
      guard let (fault, help) = fault(of: origin) else { continue }
      findings.add(.malformedOrigin(fault), at: written, setting: "cors.origins", help: help)
    }
  }

  private static func fault(of origin: String) -> (fault: Message, help: Message)? {
    if origin == "*" { return nil }
    if origin.isEmpty { return (.empty, .separateOrigins) }
    guard origin.contains("*"), let scheme = origin.range(of: "://*.") else {
      return MalformedHost.fault(of: origin)
    }
    let rest = origin[scheme.upperBound...]
    return rest.contains("*")
      ? (.severalWildcards, .useOneWildcard) : MalformedHost.fault(of: "https://" + rest)
  }
}

extension Message {
  fileprivate static func malformedOrigin(_ fault: Message) -> Message {
    "an origin in `cors.origins` \(fault)"
  }

  fileprivate static let empty: Message = "is empty"

  fileprivate static let separateOrigins: Message = "separate origins with a single comma"

  fileprivate static let severalWildcards: Message = "has more than one `*`"

  fileprivate static let useOneWildcard: Message = "use one `*`, for the first part of the name"
}
