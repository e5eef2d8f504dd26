import Diagnostics
package import ConfigSyntax

extension ConfigNode {
  /// This tree overridden by `other` as Helm does: mappings key by key, everything else replaced.
  package func overridden(by other: ConfigNode) -> ConfigNode {
    guard let base = entries, let over = other.entries else { return other }
    var result = base
    var indices = Dictionary(base.enumerated().map { (ExactText($1.key.value), $0) }) { $1 }
    for entry in over {
      if let index = indices[ExactText(entry.key.value)] {
        result[index] = Entry(
          key: entry.key, value: result[index].value.overridden(by: entry.value))
      } else {
        indices[ExactText(entry.key.value)] = result.count
        result.append(entry)
      }
    }
    return ConfigNode(.mapping(result), other.span)
  }

  /// Trees of which each overrides those before it, as `overridden(by:)` does one by one; nil for none.
  ///
  /// It takes time proportional to the entries of all trees, so that hundreds of layers with a key each
  /// cost no more than one layer with hundreds of keys.
  package static func merged(_ trees: [ConfigNode]) -> ConfigNode? {
    guard let last = trees.last, last.entries != nil else { return trees.last }
    // What is not a mapping replaces everything before it.
    let first = trees.lastIndex { $0.entries == nil }.map { $0 + 1 } ?? 0
    let mappings = trees[first...].compactMap(\.entries)
    guard mappings.count > 1 else { return last }
    var keys: [Located] = []
    var values: [[ConfigNode]] = []
    var indices: [ExactText: Int] = [:]
    for entry in mappings.joined() {
      let name = ExactText(entry.key.value)
      if let index = indices[name] {
        keys[index] = entry.key
        values[index].append(entry.value)
      } else {
        indices[name] = keys.count
        keys.append(entry.key)
        values.append([entry.value])
      }
    }
    let entries = zip(keys, values).map { key, values in
      Entry(key: key, value: merged(values) ?? values[0])
    }
    return ConfigNode(.mapping(entries), last.span)
  }

  /// The node at `path`, and this tree without it.
  func removing(_ path: ArraySlice<String>) -> (removed: ConfigNode?, rest: ConfigNode) {
    guard let key = path.first, var entries,
      let index = entries.firstIndex(where: { $0.key.value == key })
    else { return (nil, self) }
    let child = entries[index]
    guard path.count > 1 else {
      entries.remove(at: index)
      return (child.value, ConfigNode(.mapping(entries), span))
    }
    let (removed, rest) = child.value.removing(path.dropFirst())
    entries[index] = Entry(key: child.key, value: rest)
    return (removed, ConfigNode(.mapping(entries), span))
  }

  package func removing(_ path: [String]) -> (removed: ConfigNode?, rest: ConfigNode) {
    removing(path[...])
  }
}

/// A tree made of layers, each of which overrides those before it.
struct LayeredTree: Sendable {
  /// What was added since the last `settle`, after what that made of the layers before.
  private var layers: [ConfigNode] = []

  /// The merged layers; nil without any.
  ///
  /// It takes as long as merging them, unless they are settled.
  var tree: ConfigNode? { ConfigNode.merged(layers) }

  mutating func add(_ layer: ConfigNode) { layers.append(layer) }

  /// Replaces all layers by one tree.
  mutating func replace(with tree: ConfigNode?) { layers = tree.map { [$0] } ?? [] }

  /// Merges the layers once, so that reading the tree takes no time.
  mutating func settle() { replace(with: tree) }
}
