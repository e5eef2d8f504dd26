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
      get { entries.first { $0.key.utf8.elementsEqual(key.utf8) }?.value }
      set {
        let index = entries.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
        switch (index, newValue) {
        case (let index?, let value?): entries[index].value = value
        case (let index?, nil): entries.remove(at: index)
        case (nil, let value?): entries.append((key, value))
        case (nil, nil): break
        }
      }
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
    var child = members[key] ?? .object([:])
    child.insert(value, at: path.dropFirst())
    members[key] = child
    self = .object(members)
  }
}
