import ConfigSyntax
import Diagnostics

/// Values of another kind than the chart's: text, a list, a mapping.
extension Resolver {
  /// Reports a value that is not of its place's type; in a custom resource the kinds alone matter.
  mutating func reportWrongType(_ path: String, _ node: ConfigNode, expected: String) {
    let isOfAnotherKind = node.scalar == nil || expected == "a list" || expected == "a mapping"
    guard isOfAnotherKind, result.resourceLayers.contains(layer) else {
      return bag.report(.wrongType(path, node, expected: expected))
    }
    reportKind(path, node, node.noun, expected: expected)
  }

  /// Reports `""` for a list or mapping, which Helm takes for none and the operator for text.
  mutating func reportEmptyText(_ path: String, _ node: ConfigNode, expected: String) {
    guard result.resourceLayers.contains(layer) else { return }
    reportKind(path, node, "empty text", expected: expected)
  }

  private mutating func reportKind(
    _ path: String, _ node: ConfigNode, _ noun: String, expected: String
  ) {
    var diagnostic = Diagnostic(
      ShapeProblem.kindConflict, "`\(path)` is \(noun), not \(expected)", at: node.span)
    diagnostic.addPlaces(node.via)
    diagnostic.help = "the operator stops with `type not match`; write \(expected)"
    bag.report(diagnostic)
  }
}
