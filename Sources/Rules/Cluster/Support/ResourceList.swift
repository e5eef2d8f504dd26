import ConfigSyntax
import Diagnostics
import Settings

/// A list in the values of a custom resource, at a path where the chart allows one.
struct ResourceList {
  let path: String
  let node: ConfigNode
  /// The chart's own key; nil below maps with keys of the user's choice.
  let key: ChartKey?

  /// The non-empty lists in `values`, in input order, without those under keys that nothing reads.
  static func all(in values: ConfigNode) -> [ResourceList] {
    // Most resources have no list, and the chart's keys are looked up in a text.
    guard values.holdsList else { return [] }
    var lists: [ResourceList] = []
    collect(values, "", .root, &lists)
    return lists
  }

  /// `key` is nil below maps with free keys, Kubernetes objects and the values of vendored charts.
  private static func collect(
    _ node: ConfigNode, _ path: String, _ key: ChartKey?, _ lists: inout [ResourceList]
  ) {
    switch node.kind {
    case .scalar, .damaged, .unknown: return
    // A list is not searched for further lists: one inside another is never merged.
    case .sequence(let elements):
      if !elements.isEmpty { lists.append(ResourceList(path: path, node: node, key: key)) }
    case .mapping(let entries):
      for entry in entries where entry.value.holdsNodes {
        let below = entry.path(below: path)
        guard let key, key.isClosed else {
          collect(entry.value, below, nil, &lists)
          continue
        }
        guard let child = key.child(entry.key.value), case .read = child.outcome,
          child.mayHold(entry.value)
        else { continue }
        collect(entry.value, below, child, &lists)
      }
    }
  }
}

extension ChartKey {
  /// Whether the value has the key's kind; one that does not has its own finding.
  fileprivate func mayHold(_ value: ConfigNode) -> Bool {
    guard case .sequence = value.kind else { return true }
    return kind == .list || kind == .anything
  }
}

extension ConfigNode {
  /// Whether a list with elements is somewhere in the tree.
  fileprivate var holdsList: Bool {
    switch kind {
    case .sequence(let elements): !elements.isEmpty
    case .mapping(let entries): entries.contains { $0.value.holdsList }
    case .scalar, .damaged, .unknown: false
    }
  }

  fileprivate var holdsNodes: Bool {
    switch kind {
    case .sequence, .mapping: true
    case .scalar, .damaged, .unknown: false
    }
  }
}
