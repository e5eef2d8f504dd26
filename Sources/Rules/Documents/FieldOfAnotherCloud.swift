package import CloudDocuments
import ConfigSyntax
package import Diagnostics
package import Settings

/// A CORS document has a field that is called so elsewhere.
package enum FieldOfAnotherCloud: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3206", "field-of-another-cloud", .error,
    Documentation(
      summary: "A CORS document has a field that another cloud, or another form, calls so.",
      explanation: """
        The W&B documentation's sample for Google has `exposeHeaders`, which Google's documents do \
        not have: `responseHeader` is what a page may see and what a request may send. In S3's XML \
        the fields are singular, and written once for each value. Capitals count.
        """,
      failing: .document(
        "cors.json",
        """
        [{"origin": ["*"], "method": ["GET", "HEAD", "PUT"],
          "responseHeader": ["Content-Type"], "exposeHeaders": ["ETag"]}]

        """),
      passing: .document(
        "cors.json",
        """
        [{"origin": ["*"], "method": ["GET", "HEAD", "PUT"],
          "responseHeader": ["Content-Type", "ETag"]}]

        """)))

  package static func check(
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ report: inout RuleReport
  ) {
    guard let cors = document.cors else { return }
    for field in cors.misnamed {
      let key = field.entry.key
      report.report(
        "\(owner(cors)) documents have no `\(key.value)`", at: key.span,
        help: "use `\(field.name)`", fixes: fix(field, in: cors).map { [$0] } ?? [])
    }
  }

  private static func owner(_ cors: CORSDocument) -> String {
    switch cors.kind {
    case .gcsCORS: "Google's"
    case .azureCORS: "Azure's"
    default: cors.form == .xml ? "S3's XML" : "S3's"
    }
  }

  private static func fix(_ field: CORSMisnamedField, in cors: CORSDocument) -> FixIt? {
    guard cors.rules.indices.contains(field.rule) else { return nil }
    let rule = cors.rules[field.rule]
    let isThere = rule.entries.contains { $0.key.value == field.name }
    // A list of XML is an element a value.
    guard !isThere || cors.form == .xml && field.name != "MaxAgeSeconds" else {
      return move(field, within: rule, of: cors)
    }
    return cors.rename(field.entry, to: field.name).map {
      FixIt("rename it to `\(field.name)`", $0)
    }
  }

  /// Takes the field out, and adds what the right one lacks of it.
  private static func move(
    _ field: CORSMisnamedField, within rule: CORSRule, of cors: CORSDocument
  ) -> FixIt? {
    let lists = [rule.origins, rule.methods, rule.headers, rule.exposed]
    guard let number = rule.entries.firstIndex(where: { $0.key.span == field.entry.key.span }),
      let removal = cors.remove(number, of: rule),
      let whole = lists.first(where: { $0.field == field.name })
    else { return nil }
    let inside = field.entry.value.span
    let kept = whole.values.filter { !inside.contains($0.span) }
    let missing = whole.values.filter { value in
      inside.contains(value.span) && !kept.contains { $0.text == value.text }
    }
    guard !missing.isEmpty else { return FixIt("leave it out", [removal]) }
    let list = CORSList(
      field: whole.field, key: whole.key, values: kept, layout: whole.layout, isKnown: true)
    return cors.append(missing.map(\.text), to: list).map {
      FixIt("move it to `\(field.name)`", [removal, $0])
    }
  }
}
