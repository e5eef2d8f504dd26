import ConfigSyntax
import Diagnostics

/// Values whose kind (text, list or mapping) differs from the chart's.
extension Resolver {
  /// Reports a value of the wrong type; in a custom resource, a wrong kind is reported instead.
  mutating func reportWrongType(_ path: String, _ node: ConfigNode, expected: String) {
    let isOfAnotherKind = node.scalar == nil || expected == "a list" || expected == "a mapping"
    guard isOfAnotherKind, result.resourceLayers.contains(layer) else {
      return bag.report(.wrongType(path, node, expected: expected))
    }
    reportKind(path, node, node.noun, expected: expected)
  }

  /// Reports `""` for a list or mapping: Helm treats it as empty, the operator as text.
  mutating func reportEmptyText(_ path: String, _ node: ConfigNode, expected: String) {
    guard result.resourceLayers.contains(layer) else { return }
    reportKind(path, node, "empty text", expected: expected)
  }

  private mutating func reportKind(
    _ path: String, _ node: ConfigNode, _ noun: String, expected: String
  ) {
    var diagnostic = Diagnostic(
      ShapeProblem.kindConflict, "`\(path)` must be \(expected), not \(noun)", at: node.span)
    diagnostic.addPlaces(node.via)
    diagnostic.help = "write \(expected); otherwise the operator fails with `type not match`"
    bag.report(diagnostic)
  }
}
