import Diagnostics
package import ConfigSyntax

extension ConfigNode {
  /// This tree overridden by `other` as Helm does: mappings key by key, everything else replaced.
  package func overridden(by other: ConfigNode) -> ConfigNode {
    Self.merged([self, other]) ?? other
  }

  /// Trees of which each overrides those before it: mappings key by key, everything else replaced; nil for
  /// none.
  ///
  /// It takes time proportional to the entries of all trees, so that hundreds of layers with a key each
  /// cost no more than one layer with hundreds of keys.
  package static func merged(_ trees: [ConfigNode]) -> ConfigNode? {
    guard trees.count > 1, let last = trees.last, last.entries != nil else { return trees.last }
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

/// A tree made of layers, each of which overrides those before it; nil without any.
@propertyWrapper
package struct LayeredTree: Sendable {
  /// What was added since the last `settle`, after what that made of the layers before.
  private var layers: [ConfigNode] = []

  package init() {}

  /// Reading it takes as long as merging the layers, unless they are settled.
  package var wrappedValue: ConfigNode? {
    get { ConfigNode.merged(layers) }
    set { layers = newValue.map { [$0] } ?? [] }
  }

  mutating func add(_ layer: ConfigNode) { layers.append(layer) }

  /// Merges the layers once, so that reading the tree takes no time.
  mutating func settle() { wrappedValue = wrappedValue }
}
