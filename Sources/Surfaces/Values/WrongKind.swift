import ConfigSyntax
import Diagnostics
import Settings

extension Diagnostic {
  static func kindConflict(
    _ path: String, _ node: ConfigNode, _ noun: String, expected: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.kindConflict, "`\(path)` must be \(expected), not \(noun)", at: node.span)
    diagnostic.addPlaces(node.via)
    diagnostic.help = "write \(expected); otherwise the operator fails with `type not match`"
    return diagnostic
  }

  static func wrongType(
    _ path: String, _ node: ConfigNode, expected: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.wrongType, "`\(path)` must be \(expected), not \(node.noun)", at: node.span)
    diagnostic.addPlaces(node.via)
    if let text = node.scalar?.text, expected == "a mapping", !text.isEmpty {
      diagnostic.help = text.lostSpace
    }
    return diagnostic
  }

  static func numberForText(
    _ spelling: String, _ printed: String?, _ span: SourceSpan
  ) -> Diagnostic {
    let result: Message = printed.map { "prints `\(value: $0)`" } ?? "prints different text"
    var diagnostic = Diagnostic(
      ShapeProblem.numberForText,
      "`\(spelling)` is an unquoted number, and the chart \(result)", at: span)
    diagnostic.help = "quote the value"
    return diagnostic
  }
}

extension String {
  /// What is wrong with text written where a key was intended: `host:db`, `host`.
  fileprivate var lostSpace: Message? {
    let key = prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    let rest = dropFirst(key.count)
    guard !key.isEmpty else { return nil }
    if rest.isEmpty || rest.first == " " { return "end a key with `:` and a space" }
    return rest.first == ":" && !rest.hasPrefix("://") ? "add a space after the `:`" : nil
  }
}
