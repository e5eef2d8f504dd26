import ConfigSyntax
import Diagnostics

/// What is wrong with the keys of a rule, and with those beside the rules.
extension CORSReader {
  mutating func reportMissing(_ found: [CORSField: [Entry]], at place: SourceSpan) {
    for entry in found[.origins] ?? [] {
      guard case .sequence(let origins) = entry.value.kind, origins.isEmpty else { continue }
      var diagnostic = Diagnostic(
        CORSProblem.missingField, "`\(entry.key.value)` is empty", at: entry.key.span)
      diagnostic.help = "add " + Self.purpose(.origins)
      bag.report(diagnostic)
    }
    for field in schema.required where found[field]?.isEmpty ?? true {
      var diagnostic = Diagnostic(
        CORSProblem.missingField, "the rule has no `\(schema.name(field))`", at: place)
      diagnostic.help = "add it: \(Self.purpose(field))"
      bag.report(diagnostic)
    }
  }

  /// S3 refuses a rule with two of them; other readers tell a key that is there twice.
  mutating func reportRepeated(_ ages: [Entry]) {
    guard let first = ages.first else { return }
    for age in ages.dropFirst() {
      var diagnostic = Diagnostic(
        CORSProblem.wrongType, "the rule has `\(age.key.value)` twice", at: age.key.span)
      diagnostic.related = [.init("the first one", first.key.span)]
      diagnostic.help = "a rule has one age"
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
          CORSProblem.wrongType, "`ID` has \(length) characters, and 255 at most",
          at: entry.key.span))
    }
  }

  private static func purpose(_ field: CORSField) -> String {
    switch field {
    case .origins: "the origins whose pages may send requests"
    case .methods: "GET, HEAD and PUT"
    case .headers: "the headers that a request may have"
    case .exposed: "the headers of an answer that a page may see"
    case .maxAge: "the seconds for which a browser may keep the answer to a preflight request"
    }
  }

  /// A key that stands beside the rules.
  func stranger(_ key: Located) -> Diagnostic {
    let isField =
      schema.labels.contains(key.value) || schema.field(key.value) != nil
      || schema.misnamedField(key.value) != nil
    var diagnostic = Diagnostic(
      CORSProblem.unknownField,
      isField
        ? "`\(key.value)` stands beside the rules, not in one"
        : "`\(key.value)` is no part of a CORS document", at: key.span)
    diagnostic.help =
      isField ? "put it into its rule" : "leave it out: beside the rules stands nothing"
    return diagnostic
  }

  func unknown(_ key: Located) -> Diagnostic {
    var diagnostic = Diagnostic(
      CORSProblem.unknownField, "`\(key.value)` is no field of a CORS rule", at: key.span)
    let known = CORSField.allCases.map(schema.name)
    if let nearest = NameSuggestion.nearest(to: key.value, among: known) {
      diagnostic.help = "did you mean `\(nearest)`?"
    } else {
      diagnostic.help = "fields are " + Set(known).sorted().joined(separator: ", ")
    }
    return diagnostic
  }
}
