package import Diagnostics
package import Settings

/// An origin for CORS is none that a browser sends.
package enum MalformedOrigin: Rule {
  package static let id = DiagnosticID(
    "WB3250", "malformed-origin", .error,
    Documentation(
      summary: "An entry of `cors.origins` is not `http(s)://name[:port]`.",
      explanation: """
        A browser's origin is scheme, name and port, and stores compare it as text: a path or a \
        missing scheme never matches. `*` alone is everybody, and one `*` may stand for the first \
        part of a name. Names beyond ASCII are written as browsers send them, `xn--…`.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .set("cors.origins=app.example.com")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n",
        .set("cors.origins=https://app.example.com,https://*.example.org"))))

  package static func check(_ resolved: ResolvedConfiguration, _ report: inout RuleReport) {
    let setting = resolved.configuration.cloud.corsOrigins
    guard let text = setting.literal, let place = resolved.origin(of: setting) else { return }
    for origin in BrowserOrigin.items(text) {
      guard let (fault, help) = fault(of: origin) else { continue }
      report.report(
        "an origin of `cors.origins` \(fault)", at: place, setting: "cors.origins", help: help)
    }
  }

  private static func fault(of origin: String) -> (fault: String, help: String)? {
    if origin == "*" { return nil }
    if origin.isEmpty { return ("is empty", "write origins with one comma between them") }
    if origin.contains("*"), let scheme = origin.firstRange(of: "://*.") {
      let rest = origin[scheme.upperBound...]
      return rest.contains("*")
        ? ("has more than one `*`", "one `*` may stand for the first part of a name")
        : HostIsNoOrigin.fault(of: "https://" + rest)
    }
    return HostIsNoOrigin.fault(of: origin)
  }
}
