import ConfigSyntax
import Diagnostics

/// Findings about the keys of a rule, and about keys next to the rules.
extension CORSReader {
  mutating func reportMissing(_ found: [CORSField: [Entry]], at place: SourceSpan) {
    for entry in found[.origins] ?? [] {
      guard case .sequence(let origins) = entry.value.kind, origins.isEmpty else { continue }
      var diagnostic = Diagnostic(
        CORSProblem.missingField, "`\(entry.key.value)` is empty", at: entry.key.span)
      diagnostic.help = "add \(Self.purpose(.origins))"
      bag.report(diagnostic)
    }
    for field in schema.required where found[field]?.isEmpty ?? true {
      var diagnostic = Diagnostic(
        CORSProblem.missingField, "the rule has no `\(schema.name(field))`", at: place)
      diagnostic.help = "add it: \(Self.purpose(field))"
      bag.report(diagnostic)
    }
  }

  /// Reports repeated ages in XML, which S3 rejects; other formats' readers report duplicate keys.
  mutating func reportRepeated(_ ages: [Entry]) {
    guard let first = ages.first else { return }
    for age in ages.dropFirst() {
      var diagnostic = Diagnostic(
        CORSProblem.wrongType, "the rule has `\(age.key.value)` twice", at: age.key.span)
      diagnostic.related = [.init("first set here", first.key.span)]
      diagnostic.help = "keep only one"
      bag.report(diagnostic)
    }
  }

  mutating func check(labels entries: [Entry]) {
    guard schema.kind == .s3CORS else { return }
    for entry in entries where entry.key.value == "ID" {
      let length = entry.value.scalar?.text.unicodeScalars.count ?? 0
      guard length > 255 else { continue }
      bag.report(
        Diagnostic(
          CORSProblem.wrongType, "`ID` must have at most 255 characters, not \(length)",
          at: entry.key.span))
    }
  }

  /// What a field contains, as the object of "add".
  private static func purpose(_ field: CORSField) -> String {
    switch field {
    case .origins: "the origins whose pages may send requests"
    case .methods: "GET, HEAD and PUT"
    case .headers: "the headers that a request may send"
    case .exposed: "the response headers that a page may read"
    case .maxAge: "how many seconds a browser may cache the response to a preflight request"
    }
  }

  /// The finding for a key that is next to the rules.
  func stranger(_ key: Located) -> Diagnostic {
    let isField =
      schema.labels.contains(key.value) || schema.field(key.value) != nil
      || schema.misnamedField(key.value) != nil
    var diagnostic = Diagnostic(
      CORSProblem.unknownField,
      isField
        ? "`\(key.value)` is next to the rules, not inside one"
        : "`\(key.value)` is not part of a CORS document", at: key.span)
    diagnostic.help =
      isField ? "move it into its rule" : "remove it: a document contains only its rules"
    return diagnostic
  }

  /// The finding for a key of a rule that no cloud uses.
  func unknown(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      CORSProblem.unknownField, "`\(key.value)` is not a field of a CORS rule", at: key.span)
    let known = CORSField.allCases.map(schema.name)
    if let nearest = NameSuggestion.nearest(to: key.value, among: known) {
      diagnostic.help = "did you mean `\(nearest)`?"
    } else {
      diagnostic.help = "valid fields are \(Set(known).sorted().joined(separator: ", "))"
    }
    return diagnostic
  }
}
