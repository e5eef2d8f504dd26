package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document asks browsers to remember longer than they do.
package enum LongCORSAge: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3213", "long-cors-age", .warning,
    Documentation(
      summary: "A CORS document asks for more than a day of caching.",
      explanation: """
        Firefox keeps the answer to a preflight request for 24 hours at most, Chromium for two. A \
        longer age promises what no browser does, and makes a mistake in the document last as long \
        as browsers allow. W&B's modules and documentation use 3000 and 3600 seconds.
        """,
      failing: document("604800"), passing: document("3600")))

  private static func document(_ age: String) -> Example {
    .document(
      "cors.json",
      """
      [{"origin": ["*"], "method": ["GET", "HEAD", "PUT"],
        "responseHeader": ["Content-Type", "ETag"], "maxAgeSeconds": \(age)}]

      """)
  }

  /// Seconds that the most patient browser waits.
  private static let longest = 86_400

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    for age in document.cors?.rules.compactMap(\.maxAge) ?? [] where age.seconds > longest {
      report.report(
        "`\(age.field)` is \(age.seconds) seconds, and browsers keep \(longest) at most",
        at: age.span, help: "write 3600")
    }
  }
}
