package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document hides from pages what the bucket calls a stored piece.
package enum ETagNotExposed: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3210", "etag-not-exposed", .warning,
    Documentation(
      summary: "A CORS document does not expose the header `ETag`.",
      explanation: """
        A file that is stored in parts is put together by the `ETag` of each part, which a page \
        may read only if the document exposes it. The samples for buckets of one's own and W&B's \
        modules expose it, those for manual installations do not.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
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
    report.report(
      rule.exposed.key == nil
        ? "the rule has no `\(rule.exposed.field)`, so pages can't see `ETag`"
        : "`\(rule.exposed.field)` lacks `ETag`",
      at: rule.place(of: rule.exposed), help: "add `ETag`",
      fixes: audience.document.fixes(adding: ["ETag"], to: rule.exposed, of: rule))
  }
}
