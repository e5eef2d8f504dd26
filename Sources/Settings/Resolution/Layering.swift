import Diagnostics
package import ConfigSyntax

extension ConfigNode {
  /// This tree with `other` laid over it as Helm does: mappings key by key, everything else replaced.
  package func overridden(by other: ConfigNode) -> ConfigNode {
    guard let base = entries, let over = other.entries else { return other }
    var result = base
    for entry in over {
      if let index = result.firstIndex(where: { $0.key.value == entry.key.value }) {
        result[index] = Entry(
          key: entry.key, value: result[index].value.overridden(by: entry.value))
      } else {
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

extension Unmodelled {
  /// Sets a variable; one that is there keeps its place.
  mutating func setVariable(_ variable: Variable) {
    if let index = environment.firstIndex(where: { $0.name == variable.name }) {
      environment[index] = variable
    } else {
      environment.append(variable)
    }
  }
}

extension CompositeMember {
  /// The value of a variable that is a setting of its own.
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
  /// The place of the composite that was written, the first in its order.
  func firstMember(of members: CompositeMembers) -> CompositeMember? {
    self.members.lazy.compactMap { members[$0] }.first { $0.text != nil }
      ?? self.members.lazy.compactMap { members[$0] }.first
  }
}
