import Glibc

/// Substring search over bytes.
///
/// The standard library's generic search, `contains` and `firstRange` with a text, is a hundred times
/// slower and needs generic types that the runtime creates at the first use, which matters in a
/// program that runs for three milliseconds.
package enum ByteSearch {
  /// The offset of the first occurrence of `needle`, which must not be empty.
  package static func first(_ needle: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let count = needle.utf8CodeUnitCount
    return first(UnsafeBufferPointer(start: needle.utf8Start, count: count), in: bytes)
  }

  private static func first(
    _ needle: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let count = needle.count
    guard let start = bytes.baseAddress else { return nil }
    var offset = 0
    while offset + count <= bytes.count,
      let next = memchr(start + offset, Int32(needle[0]), bytes.count - count - offset + 1)
    {
      offset = UnsafePointer(next.assumingMemoryBound(to: UInt8.self)) - start
      var index = 1
      while index < count, bytes[offset + index] == needle[index] { index += 1 }
      if index == count { return offset }
      offset += 1
    }
    return nil
  }

  /// As above; the result is an index of the slice.
  package static func first(_ needle: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { first(needle, in: $0) }.map { bytes.startIndex + $0 }
  }

  /// Whether `text`, which must not be empty, occurs in the bytes.
  package static func occurs(_ text: String, in bytes: [UInt8]) -> Bool {
    var text = text
    return text.withUTF8 { needle in
      bytes.withUnsafeBufferPointer { first(needle, in: $0) != nil }
    }
  }
}

extension String {
  /// Whether the text contains `needle`, byte for byte.
  package func holds(_ needle: StaticString) -> Bool {
    var text = self
    return text.withUTF8 { ByteSearch.first(needle, in: $0) != nil }
  }

  /// The first occurrence of `needle`, byte for byte.
  package func range(of needle: StaticString) -> Range<Index>? { self[...].range(of: needle) }

  /// The pieces between the bytes of an ASCII character, without empty ones.
  ///
  /// `split(separator:)` looks for grapheme clusters, which takes many times as long.
  package func pieces(between separator: Unicode.Scalar) -> [Substring] {
    utf8.split(separator: UInt8(ascii: separator)).map(Substring.init)
  }
}

extension Substring {
  /// Whether the text contains `needle`, byte for byte.
  package func holds(_ needle: StaticString) -> Bool { offset(of: needle) != nil }

  /// The first occurrence of `needle`, byte for byte.
  package func range(of needle: StaticString) -> Range<Index>? {
    offset(of: needle).map { offset in
      let lower = utf8.index(startIndex, offsetBy: offset)
      return lower..<utf8.index(lower, offsetBy: needle.utf8CodeUnitCount)
    }
  }

  private func offset(of needle: StaticString) -> Int? {
    var text = self
    return text.withUTF8 { ByteSearch.first(needle, in: $0) }
  }
}
