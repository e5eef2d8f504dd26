package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document has a `*` where its cloud does not support one, or too many of them.
package enum MisusedWildcard: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3212", "misused-wildcard", .error,
    evidence: .read(
      by: .clouds,
      source: "Amazon S3 user guide, \"Using CORS\"; Cloud Storage, CORS configuration examples"),
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
      for value in rule.headers.values where value.stars > 1 {
        findings.add(.severalStars(inHeader: value), at: value.span, help: .writeOneStar)
      }
      for value in rule.exposed.values where value.stars > 0 {
        findings.add(
          .star(in: rule.exposed.field), at: value.span, help: .listHeaders,
          fixes: value.text == "*" && rule.exposed.values.count == 1
            ? [FixIt(.write("ETag"), [.replace(value.span, with: "ETag")], .unsafe)] : [])
      }
    }
  }

  private static func check(
    origin value: CORSValue, _ cors: CORSDocument, _ findings: inout RuleFindings
  ) {
    if cors.kind == .gcsCORS, value.text != "*" {
      findings.add(.literalStar(in: value), at: value.span, help: .listOrigins)
    } else if value.stars > 1 {
      findings.add(.severalStars(inOrigin: value), at: value.span, help: .writeOneStar)
    }
  }
}

extension CORSValue {
  fileprivate var stars: Int { text.count { $0 == "*" } }
}

extension Message {
  fileprivate static func severalStars(inHeader header: CORSValue) -> Message {
    "the header `\(value: header.text)` must have at most one `*`, not \(header.stars)"
  }

  fileprivate static func severalStars(inOrigin origin: CORSValue) -> Message {
    "the origin `\(value: origin.text)` must have at most one `*`, not \(origin.stars)"
  }

  fileprivate static let writeOneStar: Message = "write only one `*`"

  fileprivate static func star(in field: String) -> Message { "`\(field)` must not contain `*`" }

  fileprivate static let listHeaders: Message = "list the headers by name: pages need `ETag`"

  fileprivate static func literalStar(in origin: CORSValue) -> Message {
    "Google Cloud compares the `*` in `\(value: origin.text)` literally"
  }

  fileprivate static let listOrigins: Message = "list every origin, or write only `*`"
}
