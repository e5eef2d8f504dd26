package import ConfigSyntax
import Diagnostics
import Diagnostics

extension HelmSetText {
  /// A tree with the texts as the chart receives them; a text that breaks stays as it is written.
  ///
  /// Recursion is bounded: the readers allow 512 levels.
  package static func read(_ node: ConfigNode) -> ConfigNode {
    switch node.kind {
    case .scalar(let scalar):
      guard scalar.style == .double, let text = read(scalar.text), text != scalar.text else {
        return node
      }
      return ConfigNode(.scalar(Scalar(text, .double, tag: scalar.tag)), node.span, via: node.via)
    case .sequence(let elements):
      return ConfigNode(.sequence(elements.map { read($0) }), node.span, via: node.via)
    case .mapping(let entries):
      let texts = entries.map { entry in
        let key = read(entry.key.value) ?? entry.key.value
        return Entry(key: Located(key, entry.key.span), value: read(entry.value))
      }
      return ConfigNode(.mapping(texts), node.span, via: node.via)
    case .damaged, .unknown: return node
    }
  }
}
