import Diagnostics
package import ConfigSyntax

extension ConfigNode {
  /// This tree overridden by `other` as Helm does: mappings key by key, everything else replaced.
  package func overridden(by other: ConfigNode) -> ConfigNode {
    guard let base = entries, let over = other.entries else { return other }
    var result = base
    var places = Dictionary(base.enumerated().map { (ExactText($1.key.value), $0) }) { $1 }
    for entry in over {
      if let place = places[ExactText(entry.key.value)] {
        result[place] = Entry(
          key: entry.key, value: result[place].value.overridden(by: entry.value))
      } else {
        places[ExactText(entry.key.value)] = result.count
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

  func removing(_ path: [String]) -> (removed: ConfigNode?, rest: ConfigNode) {
    removing(path[...])
  }
}

extension CompositeMember {
  /// The value of a variable that is a setting by itself.
  var raw: RawValue {
    switch value {
    case .text(let text):
      text.text.isEmpty
        ? .nothing : Placeholder.matches(text.text) ? .placeholder(text.text) : .text(text.text)
    case .reference(let reference): .reference(reference)
    case .unknown(let unknown): .unknown(unknown)
    case .nothing: .nothing
    }
  }
}

extension Composite {
  /// The first of the composite's locations that was written, in its order.
  func firstMember(of members: CompositeMembers) -> CompositeMember? {
    self.members.lazy.compactMap { members[$0] }.first { $0.text != nil }
      ?? self.members.lazy.compactMap { members[$0] }.first
  }
}
