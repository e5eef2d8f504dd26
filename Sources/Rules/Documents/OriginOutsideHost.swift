package import CloudDocuments
package import Diagnostics
package import Settings

/// No rule of a CORS document allows the server's pages.
package enum OriginOutsideHost: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3207", "origin-outside-host", .error,
    evidence: .read(
      by: .browsers, source: "Fetch standard, CORS check; wandb/terraform-google-wandb#27"),
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

      """, with: "global:\n  host: https://wandb.example.com\n")
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
    // A single origin that matches none of them is wrong and is replaced; others are kept.
    let wrong = outside.count == audience.origins.count && values.count == 1 ? values.first : nil
    let host = resolved.label(.hostSetHere, resolved.configuration.host)
    for (number, origin) in outside.enumerated() {
      let own = Message.quoted(origin, at: source(of: origin, audience, resolved))
      if let wrong, number == 0 {
        let edit = Edit.replace(wrong.span, with: origin.text)
        findings.add(
          .origin(wrong, doesNotMatch: own), at: wrong.span, setting: "global.host",
          help: .replace(wrong, with: own, origin), related: host,
          fixes: wrong.isExact ? [FixIt(.writeOrigin(own), [edit], .unsafe)] : [])
      } else {
        let edit = cors.append([origin.text], to: rule.origins)
        findings.add(
          .list(rule.origins.field, doesNotMatch: own), at: rule.span(of: rule.origins),
          setting: "global.host", help: .addOrigin(own), related: host,
          fixes: edit.map { [FixIt(.addOrigin(own), [$0], .unsafe)] } ?? [])
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
}

/// `own` is one of the server's origins as `quoted` writes it.
extension Message {
  fileprivate static func quoted(_ origin: BrowserOrigin, at source: SourceSpan?) -> Message {
    "`\(value: origin.text, at: source)`"
  }

  fileprivate static func origin(_ wrong: CORSValue, doesNotMatch own: Message) -> Message {
    "the origin `\(value: wrong.text)` does not match \(own)"
  }

  fileprivate static func replace(
    _ wrong: CORSValue, with own: Message, _ origin: BrowserOrigin
  ) -> Message {
    let written = BrowserOrigin(meant: wrong.text)
    guard written.authority == origin.authority else { return .writeOrigin(own) }
    return "write \(own): the server's pages use `\(origin.scheme)://`"
  }

  fileprivate static func writeOrigin(_ own: Message) -> Message { "write \(own)" }

  fileprivate static func list(_ field: String, doesNotMatch own: Message) -> Message {
    "`\(field)` has no origin that matches \(own)"
  }

  fileprivate static func addOrigin(_ own: Message) -> Message { "add \(own)" }

  fileprivate static let hostSetHere: Message = "host set here"
}
