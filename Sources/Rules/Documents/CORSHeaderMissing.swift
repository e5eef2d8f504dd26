package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document lets pages upload files, but not with the headers that they send.
package enum CORSHeaderMissing: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3209", "cors-header-missing", .error,
    Documentation(
      summary: "A CORS document does not allow the headers that an upload sends.",
      explanation: """
        An upload declares its type in `Content-Type`, on Azure also in `x-ms-blob-type`, and \
        browsers ask for permission first. The W&B documentation allows `*` on S3 and Azure, and \
        at least `Content-Type` on Google Cloud.
        """,
      failing: document("\"Authorization\""), passing: document("\"*\"")))

  private static func document(_ headers: String) -> Example {
    .document(
      "cors.json",
      """
      [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": [\(headers)], "ExposeHeaders": ["ETag"]}]

      """)
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let audience = CORSAudience(document, resolved) else { return }
    let (cors, rules) = (audience.document, audience.storing)
    let needed = ["Content-Type"] + (cors.kind == .azureCORS ? ["x-ms-blob-type"] : [])
    guard let rule = rules.first, rules.allSatisfy(\.headers.isKnown) else { return }
    let missing = needed.filter { header in
      !rules.contains { $0.headers.values.contains { covers($0, header) } }
    }
    guard !missing.isEmpty else { return }
    let names = missing.map { "`\($0)`" }.joined(separator: " and ")
    // Google's list is also the list of headers that a page may read, so each one is named.
    let added = rule.headers.key == nil && cors.kind != .gcsCORS ? ["*"] : missing
    findings.add(
      rule.headers.key == nil
        ? "the rule has no `\(rule.headers.field)`, so uploads can't send \(names)"
        : "`\(rule.headers.field)` does not cover \(names)",
      at: rule.place(of: rule.headers), help: "add \(names), or `*` for all headers",
      fixes: cors.fixes(adding: added, to: rule.headers, of: rule))
  }

  /// Whether a pattern, in which `*` stands for any text, matches a header.
  private static func covers(_ value: CORSValue, _ header: String) -> Bool {
    let (pattern, header) = (value.text.lowercased(), header.lowercased())
    guard !value.isPlaceholder, pattern != header else { return true }
    guard let star = pattern.firstIndex(of: "*") else { return false }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return header.utf8.count >= head.utf8.count + tail.utf8.count && header.hasPrefix(head)
      && header.hasSuffix(tail)
  }
}
