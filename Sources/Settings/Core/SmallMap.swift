/// A map with few entries, in the order in which they were set.
///
/// A `Dictionary` makes the runtime look up the conformance of its key to `Hashable`, which takes
/// longer than comparing ten entries.
package struct SmallMap<Key: Sendable, Value: Sendable>: Sendable {
  package private(set) var entries: [(key: Key, value: Value)] = []

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }
}

extension SmallMap: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (Key, Value)...) {
    for (key, value) in elements { entries.append((key, value)) }
  }
}

extension SmallMap where Key: Equatable {
  package subscript(key: Key) -> Value? {
    get { entries.first { $0.key == key }?.value }
    set {
      let index = entries.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append((key, value))
      case (nil, nil): break
      }
    }
  }

  package subscript(key: Key, default initial: @autoclosure () -> Value) -> Value {
    get { self[key] ?? initial() }
    set { self[key] = newValue }
  }
}
