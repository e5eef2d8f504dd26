package import CloudDocuments
import ConfigSyntax
package import Diagnostics
package import Settings

/// No rule of a CORS document is for the pages of the server.
package enum OriginOutsideHost: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3207", "origin-outside-host", .error,
    Documentation(
      summary: "No origin of a CORS document is the host of the instance.",
      explanation: """
        Browsers compare scheme, name and port as they are: `http://w.example.com` is not \
        `https://w.example.com`, and `https://w.example.com:8443` is a third origin. Pages then \
        show no files, and uploads fail (wandb/terraform-google-wandb#27; `wandb verify` says \
        "must allow GET and PUT to Origin"). `*` lets every page in.
        """,
      failing: document("http://wandb.example.com"),
      passing: document("https://wandb.example.com")))

  private static func document(_ origin: String) -> Example {
    .document(
      "cors.json",
      """
      [{"AllowedOrigins": ["\(origin)"], "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]

      """, beside: "global:\n  host: https://wandb.example.com\n")
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let audience = CORSAudience(document, resolved) else { return }
    let cors = audience.document
    let lists = cors.rules.map(\.origins)
    let values = lists.flatMap(\.values)
    guard let rule = cors.rules.first, lists.allSatisfy(\.isKnown), !values.isEmpty,
      values.allSatisfy({ !$0.isPlaceholder })
    else { return }
    let outside = audience.origins.filter { origin in
      !values.contains { isMeant($0, for: origin, cors) }
    }
    let host = resolved.label("the host is set here", resolved.configuration.host)
    // A single origin that lets none of them in is a wrong one; any other stays.
    let wrong = outside.count == audience.origins.count && values.count == 1 ? values.first : nil
    for (number, origin) in outside.enumerated() {
      if let only = wrong, number == 0 {
        report.report(
          "the origin `\(SecretText.masked(only.text))` does not match `\(origin.text)`",
          at: only.span, setting: "global.host", help: help(only.text, origin), related: host,
          fixes: only.isExact
            ? [FixIt("write it", [.replace(only.span, with: origin.text)], .unsafe)] : [])
      } else {
        report.report(
          "no origin of `\(rule.origins.field)` matches `\(origin.text)`",
          at: rule.place(of: rule.origins), setting: "global.host", help: "add it", related: host,
          fixes: cors.append([origin.text], to: rule.origins).map {
            [FixIt("add it", [$0], .unsafe)]
          } ?? [])
      }
    }
  }

  private static func isMeant(
    _ value: CORSValue, for origin: BrowserOrigin, _ cors: CORSDocument
  ) -> Bool {
    let meant = BrowserOrigin(meant: value.text)
    // Without a scheme it is reported for that.
    return origin.isAdmitted(by: meant.text, cors.wildcards)
      || meant.scheme.isEmpty && meant.text == origin.authority
  }

  private static func help(_ text: String, _ origin: BrowserOrigin) -> String {
    let written = BrowserOrigin(meant: text)
    guard written.authority == origin.authority else { return "write \(origin.text)" }
    return "people use \(origin.scheme)://: write \(origin.text)"
  }
}
