package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document lets pages store files, and not with the headers that they send.
package enum CORSHeaderMissing: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3209", "cors-header-missing", .error,
    Documentation(
      summary: "A CORS document does not allow the headers of an upload.",
      explanation: """
        An upload says what it is with `Content-Type`, in Azure also with `x-ms-blob-type`, and \
        browsers ask for permission first. The W&B documentation allows `*` on S3 and Azure, and \
        `Content-Type` at least on Google.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
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
    // Google's list is what a page may see, too, and is written out.
    let added = rule.headers.key == nil && cors.kind != .gcsCORS ? ["*"] : missing
    report.report(
      rule.headers.key == nil
        ? "the rule has no `\(rule.headers.field)`, so uploads can't send \(names)"
        : "`\(rule.headers.field)` does not cover \(names)",
      at: rule.place(of: rule.headers), help: "add \(names), or `*` for all",
      fixes: cors.fixes(adding: added, to: rule.headers, of: rule))
  }

  /// Whether a pattern, in which `*` stands for any text, has room for a header.
  private static func covers(_ value: CORSValue, _ header: String) -> Bool {
    let (pattern, header) = (value.text.lowercased(), header.lowercased())
    guard !value.isPlaceholder, pattern != header else { return true }
    guard let star = pattern.firstIndex(of: "*") else { return false }
    let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
    return header.utf8.count >= head.utf8.count + tail.utf8.count && header.hasPrefix(head)
      && header.hasSuffix(tail)
  }
}
