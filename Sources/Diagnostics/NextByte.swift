import Glibc

/// The next occurrence of any of a few bytes in a text, looked for only when the last one was passed.
///
/// Thus a walk over thousands of pieces of one text asks about each for the price of a comparison.
@usableFromInline
package struct NextByte: Sendable {
  private let bytes: [UInt8]
  /// Where each of them occurs next, from `start` on.
  private var positions: [Int]
  /// None of them occurs from here to `position`.
  @usableFromInline var start = 0
  @usableFromInline var position = -1

  /// Finds each of the ASCII characters.
  package init(of characters: StaticString) {
    let count = characters.utf8CodeUnitCount
    bytes = Array(UnsafeBufferPointer(start: characters.utf8Start, count: count))
    positions = bytes.map { _ in -1 }
  }

  /// The offset of the first one at or after `lower`; `text.count` if there is none.
  ///
  /// All calls must be about the same text. Going back is allowed, and costs a new search.
  @inlinable
  package mutating func offset(from lower: Int, in text: [UInt8]) -> Int {
    if start <= lower, lower <= position { return position }
    search(from: lower, in: text)
    return position
  }

  /// Whether one of them occurs in a range of the text.
  @inlinable
  package mutating func occurs(in range: Range<Int>, of text: [UInt8]) -> Bool {
    offset(from: range.lowerBound, in: text) < range.upperBound
  }

  @usableFromInline
  mutating func search(from lower: Int, in text: [UInt8]) {
    let goesBack = lower < start
    (start, position) = (lower, text.count)
    text.withUnsafeBufferPointer { text in
      for index in bytes.indices {
        if goesBack || positions[index] < lower {
          positions[index] = Self.first(bytes[index], from: lower, in: text)
        }
        position = min(position, positions[index])
      }
    }
  }

  private static func first(
    _ byte: UInt8, from lower: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int {
    guard lower < text.count, let start = text.baseAddress,
      let found = memchr(start + lower, Int32(byte), text.count - lower)
    else { return text.count }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - start
  }
}
