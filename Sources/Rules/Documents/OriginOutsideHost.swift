package import CloudDocuments
package import Diagnostics
package import Settings

/// No rule of a CORS document allows the server's pages.
package enum OriginOutsideHost: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3207", "origin-outside-host", .error,
    Documentation(
      summary: "No origin in a CORS document matches the host of the instance.",
      explanation: """
        Scheme, name and port must match exactly: `http://w.example.com` is not \
        `https://w.example.com`, and `https://w.example.com:8443` is a third origin. Without a \
        match, pages show no files and uploads fail (wandb/terraform-google-wandb#27; \
        `wandb verify` says "must allow GET and PUT to Origin"). `*` allows every page.
        """,
      failing: document("http://wandb.example.com"),
      passing: document("https://wandb.example.com")))

  private static func document(_ origin: String) -> Example {
    .document(
      "cors.json",
      """
      [{"AllowedOrigins": ["\(origin)"], "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"]}]

      """, beside: "global:\n  host: https://wandb.example.com\n")
  }

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let audience = CORSAudience(document, resolved) else { return }
    let cors = audience.document
    let lists = cors.rules.map(\.origins)
    let values = lists.flatMap(\.values)
    guard let rule = cors.rules.first, lists.allSatisfy(\.isKnown), !values.isEmpty,
      values.allSatisfy({ !$0.isPlaceholder })
    else { return }
    let outside = audience.origins.filter { origin in
      !values.contains { isMeant($0, for: origin, cors) }
    }
    let host = resolved.label("host set here", resolved.configuration.host)
    // A single origin that matches none of them is wrong and is replaced; others are kept.
    let wrong = outside.count == audience.origins.count && values.count == 1 ? values.first : nil
    for (number, origin) in outside.enumerated() {
      let own: Message = "`\(value: origin.text, at: source(of: origin, audience, resolved))`"
      if let only = wrong, number == 0 {
        findings.add(
          "the origin `\(value: only.text)` does not match \(own)", at: only.span,
          setting: "global.host", help: help(only.text, origin, own), related: host,
          fixes: only.isExact
            ? [FixIt("write \(own)", [.replace(only.span, with: origin.text)], .unsafe)] : [])
      } else {
        findings.add(
          "`\(rule.origins.field)` has no origin that matches \(own)",
          at: rule.place(of: rule.origins), setting: "global.host", help: "add \(own)",
          related: host,
          fixes: cors.append([origin.text], to: rule.origins).map {
            [FixIt("add \(own)", [$0], .unsafe)]
          } ?? [])
      }
    }
  }

  private static func isMeant(
    _ value: CORSValue, for origin: BrowserOrigin, _ cors: CORSDocument
  ) -> Bool {
    let meant = BrowserOrigin(meant: value.text)
    // An origin without a scheme has its own finding.
    return origin.isAdmitted(by: meant.text, cors.wildcards)
      || meant.scheme.isEmpty && meant.text == origin.authority
  }

  /// Where an origin was set: `host` comes first, then the additional origins.
  private static func source(
    of origin: BrowserOrigin, _ audience: CORSAudience, _ resolved: ResolvedConfiguration
  ) -> SourceSpan? {
    let settings = resolved.configuration
    return origin.text == audience.origins.first?.text
      ? resolved.valueSpan(of: settings.host)
      : resolved.valueSpan(of: settings.cloud.corsOrigins)
  }

  private static func help(_ text: String, _ origin: BrowserOrigin, _ own: Message) -> Message {
    let written = BrowserOrigin(meant: text)
    guard written.authority == origin.authority else { return "write \(own)" }
    return "write \(own): the server's pages use `\(origin.scheme)://`"
  }
}
