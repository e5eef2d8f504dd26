package import CloudDocuments
import ConfigSyntax
package import Diagnostics
package import Settings

/// A CORS document has a field by the name that another cloud uses.
package enum FieldOfAnotherCloud: CloudDocumentRule {
  package static let id = DiagnosticID(
    "WB3206", "field-of-another-cloud", .error,
    evidence: .read(
      by: .clouds,
      source: "Amazon S3 API, Cloud Storage JSON API and Azure Blob service: names of the fields"),
    Documentation(
      summary: "A CORS document uses the field name of another cloud or of another format.",
      explanation: """
        The sample for Google Cloud in the W&B documentation has `exposeHeaders`, which Google \
        Cloud does not support: `responseHeader` lists both the headers that a page may read and \
        those that a request may send. In S3 XML the field names are singular, one element per \
        value. Field names are case-sensitive.
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
    _ document: CloudDocument, _ resolved: ResolvedConfiguration, _ findings: inout RuleFindings
  ) {
    guard let cors = document.cors else { return }
    for field in cors.misnamed {
      findings.add(
        .foreignField(field.entry.key.value, in: cors), at: field.entry.key.span,
        help: .useField(field.name), fixes: fix(field, in: cors).map { [$0] } ?? [])
    }
  }

  private static func fix(_ field: CORSMisnamedField, in cors: CORSDocument) -> FixIt? {
    guard cors.rules.indices.contains(field.rule) else { return nil }
    let rule = cors.rules[field.rule]
    let isThere = rule.entries.contains { $0.key.value == field.name }
    // A list in XML is one element per value.
    guard !isThere || cors.form == .xml && field.name != "MaxAgeSeconds" else {
      return move(field, within: rule, of: cors)
    }
    return cors.rename(field.entry, to: field.name).map { FixIt(.rename(to: field.name), $0) }
  }

  /// Removes the field, and adds the values that the right one lacks.
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
    guard !missing.isEmpty else { return FixIt(.remove, [removal]) }
    let list = CORSList(
      field: whole.field, key: whole.key, values: kept, layout: whole.layout, isKnown: true)
    return cors.append(missing.map(\.text), to: list).map {
      FixIt(.move(to: field.name), [removal, $0])
    }
  }
}

extension CORSDocument {
  /// The cloud in messages, with the format if its names depend on it.
  fileprivate var cloud: String {
    switch kind {
    case .gcsCORS: "Google Cloud"
    case .azureCORS: "Azure"
    default: form == .xml ? "S3 in XML" : "S3"
    }
  }
}

extension Message {
  fileprivate static func foreignField(_ field: String, in document: CORSDocument) -> Message {
    "`\(field)` is not a field of a CORS rule for \(document.cloud)"
  }

  fileprivate static func useField(_ field: String) -> Message { "use `\(field)`" }

  fileprivate static func rename(to field: String) -> Message { "rename it to `\(field)`" }

  fileprivate static func move(to field: String) -> Message { "move it to `\(field)`" }

  fileprivate static let remove: Message = "remove it"
}
