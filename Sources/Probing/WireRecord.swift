/// A list of texts on a pipe: the number of texts, then each with its length in bytes before it.
///
/// Texts may contain any byte sequence that is valid UTF-8, line breaks and NUL included.
package struct WireRecord: Hashable, Sendable {
  package let fields: [String]

  package init(_ fields: [String]) { self.fields = fields }

  package var bytes: [UInt8] {
    var result = Array("\(fields.count);".utf8)
    for field in fields {
      result += Array("\(field.utf8.count):".utf8)
      result += Array(field.utf8)
    }
    return result
  }
}

/// Collects bytes from a pipe until they are whole records.
package struct WireReader: Sendable {
  private var bytes: [UInt8] = []
  private var position = 0
  /// Whether the bytes can't be records of this program; nothing is read after that.
  package private(set) var isBroken = false

  /// More than any request contains; a longer one is not from this program.
  private static let longestField = 16 << 20

  package init() {}

  package mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

  /// The next whole record; nil if there is none yet.
  package mutating func next() -> WireRecord? {
    guard !isBroken else { return nil }
    var cursor = position
    guard let count = number(endingIn: UInt8(ascii: ";"), &cursor) else { return nil }
    var fields: [String] = []
    for _ in 0..<count {
      guard let length = number(endingIn: UInt8(ascii: ":"), &cursor),
        length <= bytes.count - cursor
      else { return nil }
      fields.append(String(decoding: bytes[cursor..<cursor + length], as: UTF8.self))
      cursor += length
    }
    position = cursor
    if position > 1 << 16 {
      bytes.removeFirst(position)
      position = 0
    }
    return WireRecord(fields)
  }

  private mutating func number(endingIn end: UInt8, _ cursor: inout Int) -> Int? {
    var value = 0
    while cursor < bytes.count {
      let byte = bytes[cursor]
      cursor += 1
      if byte == end { return value }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte),
        value <= Self.longestField
      else {
        isBroken = true
        return nil
      }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return nil
  }
}
