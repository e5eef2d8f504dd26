package import ConfigSyntax
import Diagnostics

/// A whole list, in the form of the surface that it is written on: certificates, hosts.
package struct ListValue: SettingValue {
  package static var type: SettingType { .list }
  package let elements: [ConfigNode]
  private let node: ConfigNode

  package init?(_ text: String) { nil }

  package init?(tree: ConfigNode) {
    guard case .sequence(let elements) = tree.kind else { return nil }
    self.elements = elements
    node = tree
  }

  package var text: String { node.dataText }
  package var raw: RawValue { .tree(node) }

  package static func == (lhs: ListValue, rhs: ListValue) -> Bool { lhs.text == rhs.text }
}

/// A whole map, in the form of the surface that it is written on: annotations.
package struct MapValue: SettingValue {
  package static var type: SettingType { .map }
  package let entries: [Entry]
  private let node: ConfigNode

  package init?(_ text: String) { nil }

  package init?(tree: ConfigNode) {
    guard let entries = tree.entries else { return nil }
    self.entries = entries
    node = tree
  }

  package var text: String { node.dataText }
  package var raw: RawValue { .tree(node) }

  /// Helm merges maps key by key.
  package func overridden(by later: MapValue) -> MapValue {
    MapValue(tree: node.overridden(by: later.node)) ?? later
  }

  package static func == (lhs: MapValue, rhs: MapValue) -> Bool { lhs.text == rhs.text }
}

extension ConfigNode {
  /// The data of the tree in one line; equal for trees that mean the same.
  package var dataText: String {
    switch kind {
    case .damaged, .unknown: return "?"
    case .sequence(let elements):
      return "[" + elements.map(\.dataText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      let pairs = entries.sorted { $0.key.value < $1.key.value }
        .map { "\($0.key.value): \($0.value.dataText)" }
      return "{" + pairs.joined(separator: ", ") + "}"
    case .scalar(let scalar):
      switch scalar.meaning {
      case .null, .refused: return "null"
      case .boolean(let flag): return flag ? "true" : "false"
      case .integer(let digits): return digits
      case .float(let number): return "\(number)"
      case .string(let text): return "\"\(text)\""
      }
    }
  }
}
