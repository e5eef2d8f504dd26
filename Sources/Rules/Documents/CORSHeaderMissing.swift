package import CloudDocuments
package import Diagnostics
package import Settings

/// A CORS document lets pages upload files, but not with the headers that they send.
package enum CORSHeaderMissing: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3209", "cors-header-missing", .error,
    evidence: .read(
      by: .browsers,
      source: "Fetch standard, CORS preflight; W&B documentation, \"Bring your own bucket\""),
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
    // Google's list is also the list of headers that a page may read, so each one is named.
    let added = rule.headers.key == nil && cors.kind != .gcsCORS ? ["*"] : missing
    findings.add(
      rule.headers.key == nil
        ? .noList(rule.headers.field, toSend: missing)
        : .list(rule.headers.field, doesNotCover: missing),
      at: rule.span(of: rule.headers), help: .addHeaders(missing),
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

extension Message {
  fileprivate static func noList(_ field: String, toSend headers: [String]) -> Message {
    "the rule has no `\(field)`, so uploads can't send \(headers.conjunction)"
  }

  fileprivate static func list(_ field: String, doesNotCover headers: [String]) -> Message {
    "`\(field)` does not cover \(headers.conjunction)"
  }

  fileprivate static func addHeaders(_ headers: [String]) -> Message {
    "add \(headers.conjunction), or `*` for all headers"
  }
}
