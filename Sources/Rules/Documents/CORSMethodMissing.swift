package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document lets pages in, and not for everything they do.
package enum CORSMethodMissing: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3208", "cors-method-missing", .error,
    Documentation(
      summary: "A CORS document does not allow GET, HEAD and PUT.",
      explanation: """
        Pages load files with GET, ask for their size with HEAD and store them with PUT, all by \
        signed URLs of the bucket. Two pages of the W&B documentation leave HEAD out; its modules \
        allow all three.
        """,
      failing: document("\"GET\", \"PUT\""), passing: document("\"GET\", \"PUT\", \"HEAD\"")))

  private static func document(_ methods: String) -> Example {
    .document(
      "cors.json",
      """
      [{"AllowedOrigins": ["*"], "AllowedMethods": [\(methods)],
        "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]

      """)
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let audience = CORSAudience(document, resolved), let rule = audience.rules.first,
      audience.rules.allSatisfy(\.methods.isKnown)
    else { return }
    // A method in small letters is reported as that.
    let allowed = Set(audience.rules.flatMap(\.methods.values).map { $0.text.uppercased() })
    let missing = ["GET", "HEAD", "PUT"].filter { !allowed.contains($0) }
    guard !missing.isEmpty, !allowed.contains("*"),
      audience.rules.allSatisfy({ $0.methods.values.allSatisfy { !$0.isPlaceholder } })
    else { return }
    let names = missing.map { "`\($0)`" }.joined(separator: " and ")
    report.report(
      "`\(rule.methods.field)` lacks \(names)", at: rule.place(of: rule.methods),
      help: "pages load with GET, ask for sizes with HEAD and store with PUT",
      fixes: audience.document.fixes(adding: missing, to: rule.methods, of: rule))
  }
}
