import CloudDocuments
import ConfigSyntax
import Diagnostics
import Settings

extension CloudDocument {
  /// A finding for each placeholder from the documentation in a policy; rules skip such values.
  var placeholders: [Diagnostic] {
    guard policy != nil, let root = document.root else { return [] }
    var found: [Diagnostic] = []
    Self.collect(root, "the policy", into: &found)
    return found
  }

  /// Recursion is bounded: the reader allows 512 levels.
  private static func collect(_ node: ConfigNode, _ name: String, into found: inout [Diagnostic]) {
    switch node.kind {
    case .scalar(let scalar):
      guard Placeholder.matches(scalar.text) else { return }
      var finding = Diagnostic(ShapeProblem.placeholder, .placeholder(in: name), at: node.span)
      finding.help = scalar.text.holds("<") ? .replaceBrackets : .replacePlaceholder
      found.append(finding)
    case .sequence(let nodes):
      for node in nodes { collect(node, name, into: &found) }
    case .mapping(let entries):
      for entry in entries {
        collect(entry.value, String(entry.key.value.prefix(60)), into: &found)
      }
    case .damaged, .unknown: return
    }
  }
}

extension Message {
  fileprivate static func placeholder(in name: String) -> Message {
    "the value of `\(name)` is a placeholder"
  }

  fileprivate static let replaceBrackets: Message =
    "replace the text in angle brackets with your own value"

  fileprivate static let replacePlaceholder: Message = "replace it with your own value"
}
