import ConfigSyntax
import Diagnostics
import Settings

/// A list in the values of a custom resource, at a place where the chart may have one.
struct ResourceList {
  let path: String
  let node: ConfigNode
  /// The chart's own key; nil below maps of the user's own.
  let key: ChartKey?

  /// The lists of `values` that hold anything, in input order; keys that nothing reads left out.
  static func all(in values: ConfigNode) -> [ResourceList] {
    var lists: [ResourceList] = []
    collect(values, "", .root, &lists)
    return lists
  }

  /// `key` is nil below maps of the user's own, of Kubernetes' and of vendored charts.
  private static func collect(
    _ node: ConfigNode, _ path: String, _ key: ChartKey?, _ lists: inout [ResourceList]
  ) {
    switch node.kind {
    case .scalar, .damaged, .unknown: return
    // Lists are appended as they are: one inside another is never merged.
    case .sequence(let elements):
      if !elements.isEmpty { lists.append(ResourceList(path: path, node: node, key: key)) }
    case .mapping(let entries):
      for entry in entries where entry.value.holdsNodes {
        let place = path.isEmpty ? entry.key.value : "\(path).\(entry.key.value)"
        guard let key, key.isClosed else {
          collect(entry.value, place, nil, &lists)
          continue
        }
        guard let child = key.child(entry.key.value), case .read = child.fate,
          child.mayHold(entry.value)
        else { continue }
        collect(entry.value, place, child, &lists)
      }
    }
  }
}

extension ChartKey {
  /// Whether the value is of the key's kind; one that is not has a finding of its own.
  fileprivate func mayHold(_ value: ConfigNode) -> Bool {
    guard case .sequence = value.kind else { return true }
    return kind == .list || kind == .anything
  }
}

extension ConfigNode {
  fileprivate var holdsNodes: Bool {
    switch kind {
    case .sequence, .mapping: true
    case .scalar, .damaged, .unknown: false
    }
  }
}
