package import CloudDocuments
import CloudFacts
package import Diagnostics
package import Settings

/// A CORS document does not allow every method that pages use.
package enum CORSMethodMissing: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3208", "cors-method-missing", .error,
    evidence: .read(
      by: .browsers,
      source: "Fetch standard, CORS preflight; CORS rules of the W&B Terraform modules"),
    Documentation(
      summary: "A CORS document does not allow all of GET, HEAD and PUT.",
      explanation: """
        Pages load files with GET, get their size with HEAD and upload them with PUT, all through \
        signed URLs of the bucket. Two pages of the W&B documentation leave out HEAD; the W&B \
        modules allow all three.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let audience = CORSAudience(document, resolved), let rule = audience.rules.first,
      audience.rules.allSatisfy(\.methods.isKnown)
    else { return }
    // A lower-case method has its own finding.
    let allowed = Set(audience.rules.flatMap(\.methods.values).map { $0.text.uppercased() })
    let missing = BrowserNeeds.methods.filter { !allowed.contains($0) }
    guard !missing.isEmpty, !allowed.contains("*"),
      audience.rules.allSatisfy({ $0.methods.values.allSatisfy { !$0.isPlaceholder } })
    else { return }
    findings.add(
      .list(rule.methods.field, doesNotAllow: missing), at: rule.span(of: rule.methods),
      help: .addMethods(missing),
      fixes: audience.document.fixes(adding: missing, to: rule.methods, of: rule))
  }
}

extension Message {
  fileprivate static func list(_ field: String, doesNotAllow methods: [String]) -> Message {
    "`\(field)` does not allow \(methods.conjunction)"
  }

  fileprivate static func addMethods(_ methods: [String]) -> Message {
    "add \(methods.conjunction): pages use GET to load, HEAD for the size and PUT to upload"
  }
}
