import ConfigSyntax
import Diagnostics
import Settings

extension ConfigNode {
  /// The type of the value as Kubernetes names it, with its article.
  var typeNoun: String {
    guard let scalar else { return noun }
    switch scalar.meaning {
    case .null: return "null"
    case .boolean: return "a Boolean"
    case .integer, .float: return "a number"
    case .string, .refused: return "a string"
    }
  }

  /// Whether the text would be a value of this type without its quotes, and the same for everyone:
  /// `010` is 8 for some readers and 10 for others.
  fileprivate func isOfType(_ expected: ExpectedValue) -> Bool {
    let text = scalar?.text ?? ""
    return switch Scalar.resolve(text) {
    case .integer(let digits): expected != .boolean && digits == text
    case .float: expected == .number
    case .boolean: expected == .boolean
    case .null, .string, .refused: false
    }
  }

  /// The text of a string; nil for any other value.
  var stringValue: String? {
    if case .string(let text)? = scalar?.meaning { text } else { nil }
  }
}

extension Diagnostic {
  /// A value whose type Kubernetes rejects.
  static func wrongFieldType(
    _ path: String, _ node: ConfigNode, _ expected: ExpectedValue
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      KubernetesProblem.wrongFieldType, "`\(path)` must be \(expected.noun), not \(node.typeNoun)",
      at: node.span)
    diagnostic.addUses(node.via)
    if node.typeNoun == "a string", node.scalar?.style != .plain,
      [.number, .wholeNumber, .boolean].contains(expected)
    {
      diagnostic.help = "remove the quotes"
      if let text = node.located, node.isOfType(expected) { diagnostic.fixes = [.unquote(text)] }
    } else if expected == .text, let text = node.located,
      PrintedText.dropsQuotes(of: text.value, at: path)
    {
      diagnostic.help = .avoidQuotes
    } else if expected == .text, let text = node.located {
      diagnostic.help = "quote the value"
      if !node.isNull { diagnostic.fixes = [.quote(text)] }
    }
    return diagnostic
  }
}
