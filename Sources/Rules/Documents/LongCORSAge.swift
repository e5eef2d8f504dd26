package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document asks browsers to cache longer than they do.
package enum LongCORSAge: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3213", "long-cors-age", .warning,
    evidence: .read(by: .browsers, source: "Limits of Firefox (24 hours) and Chromium (2 hours)"),
    Documentation(
      summary: "A CORS document asks browsers to cache for more than a day.",
      explanation: """
        Firefox caches the response to a preflight request for at most 24 hours, Chromium for \
        two. No browser honors a longer age, and a mistake in the document lasts as long as \
        browsers allow. The W&B modules and documentation use 3000 and 3600 seconds.
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

  /// The longest time that any browser caches a response, in seconds.
  private static let longest = 86_400

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    for age in document.cors?.rules.compactMap(\.maxAge) ?? [] where age.seconds > longest {
      findings.add(
        .tooLong(age, limit: longest), at: age.span, help: .writeAnHour,
        fixes: [.writeLiteral("3600", for: Located(String(age.seconds), age.span))])
    }
  }
}

extension Message {
  fileprivate static func tooLong(_ age: CORSAge, limit: Int) -> Message {
    "`\(age.field)` is \(age.seconds) seconds, but browsers cache for at most \(limit)"
  }

  fileprivate static let writeAnHour: Message = "write 3600"
}
