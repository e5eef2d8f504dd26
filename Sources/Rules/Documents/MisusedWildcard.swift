package import CloudDocuments
import ConfigSyntax
package import Diagnostics
package import Settings

/// A CORS document has a `*` where its cloud takes none, or a second one.
package enum MisusedWildcard: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3212", "misused-wildcard", .error,
    Documentation(
      summary: "A `*` of a CORS document does not mean what it looks like.",
      explanation: """
        S3 and Azure take one `*` in an origin, and S3 one in a header; S3 takes none in \
        `ExposeHeaders`. Google takes `*` alone for every origin, and compares any other text as \
        it is: `https://*.example.com` lets nobody in.
        """,
      failing: document("https://*.example.com"), passing: document("*")))

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
    for rule in cors.rules {
      for value in rule.origins.values where value.text.contains("*") && !value.isPlaceholder {
        check(origin: value, cors, &report)
      }
      guard cors.kind == .s3CORS else { continue }
      for value in rule.headers.values where stars(value) > 1 {
        report.report(
          "`\(SecretText.masked(value.text))` has \(stars(value)) stars", at: value.span,
          help: "S3 takes one `*` in a header")
      }
      for value in rule.exposed.values where stars(value) > 0 {
        report.report(
          "`\(rule.exposed.field)` takes no `*`", at: value.span,
          help: "name the headers: pages need `ETag`",
          fixes: value.text == "*" && rule.exposed.values.count == 1
            ? [FixIt("write `ETag`", [.replace(value.span, with: "ETag")], .unsafe)] : [])
      }
    }
  }

  private static func check(
    origin value: CORSValue, _ cors: CORSDocument, _ report: inout RuleReport
  ) {
    let shown = SecretText.masked(value.text)
    if cors.kind == .gcsCORS, value.text != "*" {
      report.report(
        "Google takes the `*` of `\(shown)` as it is", at: value.span,
        help: "write every origin out, or `*` alone")
    } else if stars(value) > 1 {
      report.report(
        "the origin `\(shown)` has \(stars(value)) stars", at: value.span,
        help: "an origin has one `*` at most")
    }
  }

  private static func stars(_ value: CORSValue) -> Int { value.text.count { $0 == "*" } }
}
