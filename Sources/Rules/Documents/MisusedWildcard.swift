package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document has a `*` where its cloud does not support one, or too many of them.
package enum MisusedWildcard: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3212", "misused-wildcard", .error,
    Documentation(
      summary: "A `*` in a CORS document is not allowed, or is not a wildcard to its cloud.",
      explanation: """
        S3 and Azure allow one `*` in an origin, and S3 one in a header; S3 allows none in \
        `ExposeHeaders`. On Google Cloud `*` by itself means every origin, and any other text is \
        compared literally: `https://*.example.com` matches no request.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let cors = document.cors else { return }
    for rule in cors.rules {
      for value in rule.origins.values where value.text.contains("*") && !value.isPlaceholder {
        check(origin: value, cors, &findings)
      }
      guard cors.kind == .s3CORS else { continue }
      for value in rule.headers.values where stars(value) > 1 {
        findings.add(
          "the header `\(value: value.text)` must have at most one `*`, not \(stars(value))",
          at: value.span, help: "write only one `*`")
      }
      for value in rule.exposed.values where stars(value) > 0 {
        findings.add(
          "`\(rule.exposed.field)` must not contain `*`", at: value.span,
          help: "list the headers by name: pages need `ETag`",
          fixes: value.text == "*" && rule.exposed.values.count == 1
            ? [FixIt("write `ETag`", [.replace(value.span, with: "ETag")], .unsafe)] : [])
      }
    }
  }

  private static func check(
    origin value: CORSValue, _ cors: CORSDocument, _ findings: inout RuleFindings
  ) {
    if cors.kind == .gcsCORS, value.text != "*" {
      findings.add(
        "Google Cloud compares the `*` in `\(value: value.text)` literally", at: value.span,
        help: "list every origin, or write only `*`")
    } else if stars(value) > 1 {
      findings.add(
        "the origin `\(value: value.text)` must have at most one `*`, not \(stars(value))",
        at: value.span, help: "write only one `*`")
    }
  }

  private static func stars(_ value: CORSValue) -> Int { value.text.count { $0 == "*" } }
}
