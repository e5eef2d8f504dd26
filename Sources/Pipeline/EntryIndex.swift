import ConfigSyntax
import Diagnostics

/// The entries of documents by where they were written.
///
/// A large input may have a fix for each of its keys, and each fix looks at the keys around it.
struct EntryIndex {
  private var byKey: [SourceSpan: (entry: Entry, mapping: Int)] = [:]
  private var byValue: [SourceSpan: Entry] = [:]
  /// The names of the keys of each mapping.
  private var names: [Set<String>] = []

  init(_ documents: [ConfigDocument]) {
    for root in documents.lazy.compactMap(\.root) { add(root) }
  }

  private mutating func add(_ node: ConfigNode) {
    switch node.kind {
    case .mapping(let entries):
      let mapping = names.count
      names.append(Set(entries.map(\.key.value)))
      for entry in entries {
        // What an alias repeats was met where it was written.
        if byKey[entry.key.span] == nil { byKey[entry.key.span] = (entry, mapping) }
        if entry.value.via.isEmpty { byValue[entry.value.span] = entry }
        add(entry.value)
      }
    case .sequence(let elements): for element in elements { add(element) }
    case .scalar, .damaged, .unknown: return
    }
  }

  /// The entry whose key was written at a location.
  func entry(withKeyAt span: SourceSpan) -> Entry? { byKey[span]?.entry }

  /// The entry whose value was written at a location, and not repeated from another one.
  func entry(ofValueAt span: SourceSpan) -> Entry? { byValue[span] }

  /// The names of all keys in the mapping of a key; nil for a key that is in no document.
  func names(nextTo key: SourceSpan) -> Set<String>? { byKey[key].map { names[$0.mapping] } }
}
