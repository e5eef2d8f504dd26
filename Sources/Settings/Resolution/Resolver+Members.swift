import ConfigSyntax
import Diagnostics

/// Reads values for the locations of composites.
extension Resolver {
  /// The value at a location of a composite.
  mutating func member(
    _ node: ConfigNode, _ spelling: String, _ read: (Scalar) -> HelmText
  ) -> CompositeMember {
    let value: CompositeMember.Value
    switch node.kind {
    case .scalar(let scalar):
      let text = read(scalar)
      if let problem = text.problem { bag.report(.numberForText(spelling, problem, node.span)) }
      if let prefix = text.unknownPrefix {
        value = .unknown(Unknown(prefix: prefix))
      } else {
        value =
          text.value.map { .text(SourceText($0, at: node.span, in: sources[node.span.file])) }
          ?? .nothing
      }
    case .mapping:
      // The chart uses a map as the body of the variable: `{value: …}`, `{valueFrom: …}`.
      if let literal = node["value"], literal.scalar != nil {
        return member(literal, spelling, read)
      }
      if isPartOfDefault(node, spelling) {
        value = .unknown(Unknown(prefix: ""))
      } else if case .reference(let reference)? = valueFrom(node, spelling) {
        value = .reference(reference)
      } else {
        value = .unknown(Unknown(prefix: ""))
      }
    case .sequence:
      reportWrongType(spelling, node, expected: "text")
      value = .unknown(Unknown(prefix: ""))
    case .damaged: value = .unknown(Unknown(prefix: ""))
    case .unknown(let prefix): value = .unknown(Unknown(prefix: prefix))
    }
    return CompositeMember(
      value: value, spelling: spelling, span: node.span, via: node.via, layer: layer)
  }

  /// Whether a component's map for a variable may change only part of the chart's own definition.
  private func isPartOfDefault(_ node: ConfigNode, _ spelling: String) -> Bool {
    !spelling.hasPrefix("global.") && ValueFrom.read(node) == nil && node["valueFrom"] != nil
  }
}
