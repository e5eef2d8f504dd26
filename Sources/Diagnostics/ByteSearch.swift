/// Substring search over bytes; the standard library's generic search is a hundred times slower,
/// which matters in a program that runs for three milliseconds.
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
    guard bytes.count >= count else { return nil }
    for offset in 0...(bytes.count - count) where bytes[offset] == needle[0] {
      var index = 1
      while index < count, bytes[offset + index] == needle[index] { index += 1 }
      if index == count { return offset }
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
}
