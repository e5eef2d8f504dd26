/// A map with few entries, in the order in which they were set.
///
/// A `Dictionary` makes the runtime look up the conformance of its key to `Hashable`, which takes
/// longer than comparing ten entries. Keys and values are in arrays of their own, because most maps
/// share those with others, while an array of pairs would be one more type to create at run time.
package struct SmallMap<Key: Sendable, Value: Sendable>: Sendable {
  package private(set) var keys: [Key] = []
  /// The values, each at the index of its key.
  package private(set) var values: [Value] = []

  package init() {}

  /// A map with one entry.
  package init(_ key: Key, _ value: Value) {
    keys = [key]
    values = [value]
  }

  package var isEmpty: Bool { keys.isEmpty }
  package var count: Int { keys.count }
}

extension SmallMap where Key: Equatable {
  package subscript(key: Key) -> Value? {
    get { keys.firstIndex(of: key).map { values[$0] } }
    set {
      let index = keys.firstIndex(of: key)
      switch (index, newValue) {
      case (let index?, let value?): values[index] = value
      case (let index?, nil):
        keys.remove(at: index)
        values.remove(at: index)
      case (nil, let value?):
        keys.append(key)
        values.append(value)
      case (nil, nil): break
      }
    }
  }

  package subscript(key: Key, default initial: @autoclosure () -> Value) -> Value {
    get { self[key] ?? initial() }
    set { self[key] = newValue }
  }
}
