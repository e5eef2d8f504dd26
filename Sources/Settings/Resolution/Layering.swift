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
