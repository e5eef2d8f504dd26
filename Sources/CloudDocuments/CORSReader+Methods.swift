import ConfigSyntax
import Diagnostics
import Settings

/// Methods, and how long browsers keep an answer.
extension CORSReader {
  mutating func methods(_ found: [CORSField: [Entry]]) -> CORSList {
    let list = list(.methods, found)
    for value in list.values where !value.isPlaceholder && !schema.methods.contains(value.text) {
      bag.report(unknownMethod(value))
    }
    return list
  }

  private func unknownMethod(_ value: CORSValue) -> Diagnostic {
    var diagnostic = Diagnostic(
      CORSProblem.unknownMethod, "`\(SecretText.masked(value.text))` is no method of a CORS rule",
      at: value.span)
    let upper = value.text.uppercased()
    if schema.methods.contains(upper) {
      diagnostic.help = "methods are written in capitals"
      if value.isExact {
        diagnostic.fixes = [FixIt("write `\(upper)`", [.replace(value.span, with: upper)])]
      }
    } else if upper == "OPTIONS" {
      diagnostic.help = "leave it out: the answer to OPTIONS is what the document is about"
    } else {
      let nearest = NameSuggestion.nearest(to: upper, among: schema.methods)
      diagnostic.help =
        nearest.map { "did you mean `\($0)`?" }
        ?? "methods are " + schema.methods.joined(separator: ", ")
    }
    return diagnostic
  }

  mutating func age(_ entry: Entry?) -> CORSAge? {
    guard let entry, case .scalar(let scalar) = entry.value.kind else { return nil }
    let isText = scalar.isText && form != .xml && form != .command
    guard !isText, let seconds = Int(scalar.text), seconds >= 0 else {
      if !Placeholder.matches(scalar.text) {
        bag.report(
          .wrongType(
            "`\(entry.key.value)`", entry.value, expected: "a whole number of seconds"))
      } else {
        _ = checkPlaceholder(scalar.text, entry.value.span, of: entry)
      }
      return nil
    }
    return CORSAge(field: entry.key.value, seconds: seconds, span: entry.value.span)
  }
}
