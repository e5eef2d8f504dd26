import CloudDocuments
import ConfigSyntax
import Diagnostics
import Settings

extension CloudDocument {
  /// Text of the documentation that waits to be replaced, in a policy; each is told once, and rules
  /// are silent on it.
  var placeholders: [Diagnostic] {
    guard policy != nil, let root = document.root else { return [] }
    var found: [Diagnostic] = []
    Self.collect(root, "the policy", into: &found)
    return found
  }

  /// The reader allows 512 levels.
  private static func collect(_ node: ConfigNode, _ name: String, into found: inout [Diagnostic]) {
    switch node.kind {
    case .scalar(let scalar):
      guard Placeholder.matches(scalar.text) else { return }
      var finding = Diagnostic(
        ShapeProblem.placeholder, "`\(name)` is a placeholder of the documentation", at: node.span)
      finding.help = "replace what is in angle brackets by a name of your own"
      if !scalar.text.holds("<") { finding.help = "replace it by a name of your own" }
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
