import ConfigSyntax
import Diagnostics
import Settings

/// Reading the methods and the age of a rule.
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
      CORSProblem.unknownMethod, "`\(value: value.text)` is not a valid method in a CORS rule",
      at: value.span)
    let upper = value.text.uppercased()
    if schema.methods.contains(upper) {
      diagnostic.help = "write methods in upper case"
      if value.isExact {
        diagnostic.fixes = [FixIt("write `\(upper)`", [.replace(value.span, with: upper)])]
      }
    } else if upper == "OPTIONS" {
      diagnostic.help = "remove it: the cloud answers OPTIONS requests by the other fields"
    } else {
      let nearest = NameSuggestion.nearest(to: upper, among: schema.methods)
      diagnostic.help =
        nearest.map { "did you mean `\($0)`?" }
        ?? "valid methods are \(schema.methods.joined(separator: ", "))"
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
