/// Data as every program agrees on it: numbers are float64, text is its bytes.
///
/// Swift's `String` takes two spellings of one character for equal and Foundation's reader does not
/// tell 0 from false, so neither can be the judge.
package indirect enum JSONTree: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string([UInt8])
  case array([JSONTree])
  case object([[UInt8]: JSONTree])

  /// The tree of one string.
  package static func text(_ text: String) -> JSONTree { .string(Array(text.utf8)) }

  /// Reads one JSON text of RFC 8259; nil when it is none.
  package init?(_ text: some Sequence<UInt8>) {
    var parser = JSONParser(text)
    guard let tree = parser.document() else { return nil }
    self = tree
  }

  /// The member of that name; nil when this is no object or has none.
  package subscript(key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members[Array(key.utf8)]
  }

  /// The elements of an array; none of anything else.
  package var elements: [JSONTree] { if case .array(let elements) = self { elements } else { [] } }

  /// The text of a string.
  package var string: String? {
    if case .string(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  /// The first place where the two differ, for a message; nil when they are equal.
  package func difference(from other: JSONTree, at path: String = "") -> String? {
    guard self != other else { return nil }
    switch (self, other) {
    case (.object(let left), .object(let right)):
      for key in Set(left.keys).union(right.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let place = path + "." + String(decoding: key, as: UTF8.self).debugDescription
        guard let one = left[key] else { return "\(place) is missing" }
        guard let two = right[key] else { return "\(place) is too much" }
        if let found = one.difference(from: two, at: place) { return found }
      }
      return nil
    case (.array(let left), .array(let right)) where left.count == right.count:
      for (index, pair) in zip(left, right).enumerated() {
        if let found = pair.0.difference(from: pair.1, at: "\(path)[\(index)]") { return found }
      }
      return nil
    default: return "\(path): \(brief), expected \(other.brief)"
    }
  }

  private var brief: String {
    switch self {
    case .string(let bytes):
      "text " + String(String(decoding: bytes, as: UTF8.self).debugDescription.prefix(200))
    default: String(String(describing: self).prefix(200))
    }
  }
}
