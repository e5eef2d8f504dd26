/// A number that depends on all bytes of a text; quicker than the standard library's hashes, which
/// withstand attacks.
package enum Checksum {
  static func of(_ text: String) -> UInt32 {
    text.utf8.withContiguousStorageIfAvailable(of) ?? 0
  }

  /// Eight bytes at a time: most names have two such words at most.
  package static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(bytes)
    var sum = UInt64(raw.count)
    var offset = 0
    while offset + 8 <= raw.count {
      add(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self), to: &sum)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < raw.count {
      rest = rest << 8 | UInt64(raw[offset])
      offset += 1
    }
    add(rest, to: &sum)
    return UInt32(truncatingIfNeeded: sum >> 32)
  }

  private static func add(_ word: UInt64, to sum: inout UInt64) {
    // Fibonacci hashing: the upper half of the product depends on every bit.
    sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
    sum ^= sum >> 29
  }
}

/// Numbers that are looked up by checksums, such as those of names in a table.
package struct ChecksumTable: Sendable {
  /// Each number is in the first slot after that of its checksum that was free.
  ///
  /// Free ones have -1, and at most half of them are in use.
  private var slots: [Int32]

  /// A table for so many numbers.
  package init(for count: Int) {
    var size = 16
    while size < 2 * count { size *= 2 }
    slots = Array(repeating: -1, count: size)
  }

  /// How many numbers there is room for.
  var capacity: Int { slots.count / 2 }

  package mutating func insert(_ number: Int, for checksum: UInt32) {
    var slot = Int(checksum) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number)
  }

  /// Of the numbers that may have this checksum, the first that was inserted and is right.
  package func first(for checksum: UInt32, where isRight: (Int) -> Bool) -> Int? {
    var slot = Int(checksum) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if isRight(number) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}
