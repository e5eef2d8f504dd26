/// Data as every program agrees on it: numbers are float64, text is its bytes.
///
/// Swift's `String` compares canonical equivalents as equal, and Foundation's reader does not
/// distinguish 0 from false, so neither can be used for comparisons.
package indirect enum JSONTree: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string([UInt8])
  case array([JSONTree])
  case object([[UInt8]: JSONTree])

  /// The tree of one string.
  package static func text(_ text: String) -> JSONTree { .string(Array(text.utf8)) }

  /// Reads one JSON text of RFC 8259; nil when it is not valid.
  package init?(_ text: some Sequence<UInt8>) {
    var parser = JSONParser(text)
    guard let tree = parser.document() else { return nil }
    self = tree
  }

  /// The member of that name; nil where there is none.
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

  /// A whole number.
  package var integer: Int? {
    if case .number(let number) = self { Int(exactly: number) } else { nil }
  }

  /// The first place where the two differ, for a message; nil when they are equal.
  package func difference(from other: JSONTree, at path: String = "") -> String? {
    guard self != other else { return nil }
    switch (self, other) {
    case (.object(let left), .object(let right)):
      for key in Set(left.keys).union(right.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let memberPath = path + "." + String(decoding: key, as: UTF8.self).debugDescription
        guard let one = left[key] else { return "\(memberPath) is missing" }
        guard let two = right[key] else { return "\(memberPath) is too much" }
        if let found = one.difference(from: two, at: memberPath) { return found }
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

/// A strict reader of JSON (RFC 8259); a duplicate key is refused too.
struct JSONParser {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: some Sequence<UInt8>) { bytes = Array(text) }

  mutating func document() -> JSONTree? {
    guard let tree = value() else { return nil }
    skipSpace()
    return index == bytes.count ? tree : nil
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { index += 1 }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private mutating func value() -> JSONTree? {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
    default: return number()
    }
  }

  private mutating func object() -> JSONTree? {
    var members: [[UInt8]: JSONTree] = [:]
    index += 1
    skipSpace()
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard let key = string() else { return nil }
      skipSpace()
      guard take(":"), let value = value() else { return nil }
      guard members.updateValue(value, forKey: key) == nil else { return nil }
      skipSpace()
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array() -> JSONTree? {
    var elements: [JSONTree] = []
    index += 1
    skipSpace()
    if take("]") { return .array(elements) }
    repeat {
      guard let value = value() else { return nil }
      elements.append(value)
      skipSpace()
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  private mutating func number() -> JSONTree? {
    let start = index
    _ = take("-")
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[index - whole] != UInt8(ascii: "0") else { return nil }
    if take("."), digits() == 0 { return nil }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { return nil }
    }
    return Double(String(decoding: bytes[start..<index], as: UTF8.self)).map { .number($0) }
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { index += 1 }
    return index - start
  }

  private mutating func string() -> [UInt8]? {
    guard take("\"") else { return nil }
    var result: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return result
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        result += Array(String(Character(scalar)).utf8)
      case 0..<0x20: return nil
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): break
    default: return nil
    }
    guard let unit = unit() else { return nil }
    guard 0xD800..<0xDC00 ~= unit else { return Unicode.Scalar(unit) }
    guard take("\\u"), let low = self.unit(), 0xDC00..<0xE000 ~= low else { return nil }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func unit() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    defer { index += 4 }
    return UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
  }
}
