package import CloudDocuments
import ConfigSyntax
package import Diagnostics
package import Settings

/// An origin of a CORS document is not what browsers send.
package enum MisshapenOrigin: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3211", "misshapen-origin", .error,
    Documentation(
      summary: "An origin of a CORS document is no `http(s)://name[:port]`.",
      explanation: """
        Browsers send scheme, name and port, in small letters, without a slash behind them and \
        without port 443 of https or 80 of http; the clouds compare that text with the document's. \
        An origin in another shape lets nobody in.
        """,
      failing: document("https://wandb.example.com/"),
      passing: document("https://wandb.example.com")))

  private static func document(_ origin: String) -> Example {
    .document(
      "cors.json",
      """
      [{"origin": ["\(origin)"], "method": ["GET", "HEAD", "PUT"],
        "responseHeader": ["Content-Type", "ETag"]}]

      """)
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let cors = document.cors else { return }
    for value in cors.rules.flatMap(\.origins.values) where !value.isPlaceholder {
      guard value.text != "*", let (fault, help) = fault(of: value.text) else { continue }
      report.report(
        "the origin `\(SecretText.masked(value.text))` \(fault)", at: value.span, help: help,
        fixes: fixes(value))
    }
  }

  private static func fault(of origin: String) -> (fault: String, help: String)? {
    // A star stands for a piece of a name or of a port; what is wrong with it is another finding.
    let plain = origin.replacing(":*", with: ":1").replacing("*", with: "a")
    if origin.hasSuffix("/"), HostIsNoOrigin.fault(of: String(plain.dropLast())) == nil {
      return ("ends with a slash", "leave the slash out")
    }
    if let fault = HostIsNoOrigin.fault(of: plain) {
      return (fault.fault, origin.contains("*") ? "write scheme, name and port only" : fault.help)
    }
    let sent = BrowserOrigin(meant: origin).text
    guard sent != origin else { return nil }
    let isCase = sent == origin.lowercased()
    return (
      isCase ? "has capital letters" : "has the port that its scheme implies",
      "browsers send \(sent)"
    )
  }

  private static func fixes(_ value: CORSValue) -> [FixIt] {
    let sent = BrowserOrigin(meant: value.text).text
    // Text behind the name may have been meant as something else.
    let rest = value.text.firstRange(of: "://").map { value.text[$0.upperBound...] } ?? ""
    let isSame = !rest.isEmpty && !rest.dropLast().contains { "/?#".contains($0) }
    guard value.isExact, isSame, HostIsNoOrigin.fault(of: sent) == nil else { return [] }
    return [FixIt("write `\(sent)`", [.replace(value.span, with: sent)])]
  }
}
