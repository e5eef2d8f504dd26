import ConfigSyntax
import Diagnostics
import Settings

/// The first and the last layer that write a value at each of several paths in the chart's values.
///
/// The paths form a tree, so each layer is walked once, and only along these paths.
struct WrittenLayers {
  private struct Step: Hashable {
    let parent: Int
    let key: ExactText
  }

  private static let root = 0
  /// The child node that a key leads to, by number.
  private var nodes: [Step: Int] = [:]
  private var layers: [Int: (first: Int, last: Int)] = [:]

  init(of paths: [[String]]) {
    for path in paths {
      var node = Self.root
      for key in path {
        let next = nodes.count + 1
        let step = Step(parent: node, key: ExactText(key))
        node = nodes[step] ?? next
        nodes[step] = node
      }
    }
  }

  /// Adds the values of the next layer, which override those added before.
  mutating func add(_ values: ConfigNode, _ layer: Int) { add(values, Self.root, layer) }

  private mutating func add(_ values: ConfigNode, _ node: Int, _ layer: Int) {
    if !values.isNull { layers[node] = (layers[node]?.first ?? layer, layer) }
    for entry in values.entries ?? [] {
      guard let next = nodes[Step(parent: node, key: ExactText(entry.key.value))] else { continue }
      add(entry.value, next, layer)
    }
  }

  /// The layers that write at a path; nil if none does.
  subscript(path: [String]) -> (first: Int, last: Int)? {
    var node = Self.root
    for key in path {
      guard let next = nodes[Step(parent: node, key: ExactText(key))] else { return nil }
      node = next
    }
    return layers[node]
  }
}
