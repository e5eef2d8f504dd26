package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document hides the `ETag` of an uploaded part from pages.
package enum ETagNotExposed: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3210", "etag-not-exposed", .warning,
    evidence: .read(
      by: .browsers,
      source: "Fetch standard, exposed headers; CORS rules of the W&B Terraform modules"),
    Documentation(
      summary: "A CORS document does not expose the header `ETag`.",
      explanation: """
        A multipart upload is completed with the `ETag` of each part, which a page may read only \
        if the document exposes it. The samples for bringing your own bucket and the W&B modules \
        expose it; those for manual installations do not.
        """,
      failing: document(""), passing: document(", \"ExposeHeaders\": [\"ETag\"]")))

  private static func document(_ exposed: String) -> Example {
    .document(
      "cors.json",
      """
      [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["*"]\(exposed)}]

      """)
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let audience = CORSAudience(document, resolved) else { return }
    let rules = audience.storing
    guard let rule = rules.first, rules.allSatisfy(\.exposed.isKnown) else { return }
    let isExposed = rules.contains { rule in
      rule.exposed.values.contains {
        $0.isPlaceholder || $0.text == "*" || $0.text.lowercased() == "etag"
      }
    }
    guard !isExposed else { return }
    findings.add(
      rule.exposed.key == nil ? .noList(rule.exposed.field) : .notListed(in: rule.exposed.field),
      at: rule.span(of: rule.exposed), help: .addETag,
      fixes: audience.document.fixes(adding: ["ETag"], to: rule.exposed, of: rule))
  }
}

extension Message {
  fileprivate static func noList(_ field: String) -> Message {
    "the rule has no `\(field)`, so pages can't read `ETag`"
  }

  fileprivate static func notListed(in field: String) -> Message {
    "`\(field)` does not include `ETag`"
  }

  fileprivate static let addETag: Message = "add `ETag`"
}
