/// A tree of data on its way to a file, whatever the file's language.
package indirect enum DocumentValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The decimal text of a number, kept unchanged so that no digit is lost.
  case number(String)
  case string(String)
  case array([DocumentValue])
  case object(Members)

  /// Keys and values in writing order.
  package struct Members: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// Every key once, unless the initializer got duplicates, which are kept.
    package private(set) var entries: [(key: String, value: DocumentValue)] = []
    /// The first position of each key, once there are many and a key was set.
    private var positions: [String: Int] = [:]
    /// Up to how many keys are compared instead of looked up.
    private static let few = 16

    package init() {}

    package init(dictionaryLiteral elements: (String, DocumentValue)...) {
      entries = elements.map { (key: $0.0, value: $0.1) }
    }

    /// Keeps the order; the caller makes sure that keys are unique.
    package init(_ entries: [(key: String, value: DocumentValue)]) { self.entries = entries }

    /// Whether there are no entries, which some writers put on one line.
    package var isEmpty: Bool { entries.isEmpty }

    /// The value of `key`; setting an existing key keeps its position, a new one goes last.
    package subscript(key: String) -> DocumentValue? {
      get { position(of: key).map { entries[$0].value } }
      set {
        switch (position(of: key), newValue) {
        case (let index?, let value?): entries[index].value = value
        case (let index?, nil):
          entries.remove(at: index)
          positions = [:]
        case (nil, let value?): append(value, for: key)
        case (nil, nil): break
        }
      }
    }

    private func position(of key: String) -> Int? {
      if !positions.isEmpty {
        guard let position = positions[key] else { return nil }
        if entries[position].key.utf8.elementsEqual(key.utf8) { return position }
        // A dictionary takes canonical equivalents for the same key.
      }
      return entries.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
    }

    private mutating func append(_ value: DocumentValue, for key: String) {
      if entries.count >= Self.few, positions.isEmpty {
        positions = Dictionary(
          entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
      }
      if !positions.isEmpty, positions[key] == nil { positions[key] = entries.count }
      entries.append((key, value))
    }

    /// Changes the value of a key, which is an empty object if there is none.
    fileprivate mutating func update(_ key: String, _ change: (inout DocumentValue) -> Void) {
      guard let position = position(of: key) else {
        var value = DocumentValue.object([:])
        change(&value)
        return append(value, for: key)
      }
      // Moved, because changing a copy would copy everything below it.
      var value = DocumentValue.null
      swap(&value, &entries[position].value)
      change(&value)
      entries[position].value = value
    }

    /// Order counts: two files with other orders of keys are other files.
    package static func == (lhs: Members, rhs: Members) -> Bool {
      lhs.entries.elementsEqual(rhs.entries) { $0.key == $1.key && $0.value == $1.value }
    }
  }

  /// The content of an object; nil for any other value.
  package var members: Members? { if case .object(let members) = self { members } else { nil } }

  /// A whole number.
  package static func number(_ value: Int) -> DocumentValue { .number(String(value)) }

  /// Sets `value` below this object at `path`, creating the objects on the way.
  package mutating func insert(_ value: DocumentValue, at path: some Collection<String>) {
    guard let key = path.first else {
      self = value
      return
    }
    var members = self.members ?? Members()
    // What is changed must not be held twice, or all of it is copied.
    self = .null
    members.update(key) { $0.insert(value, at: path.dropFirst()) }
    self = .object(members)
  }
}
