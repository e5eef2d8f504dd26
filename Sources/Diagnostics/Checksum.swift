/// A number that depends on all bytes of a text; quicker than the standard library's hashes, which
/// withstand attacks.
package enum Checksum {
  package static func of(_ text: String) -> UInt32 {
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
  private struct Slot: Sendable {
    var checksum: UInt32
    /// -1 for a free one.
    var number: Int32
  }

  /// Each number is in the first slot after that of its checksum that was free; at most three quarters are
  /// in use.
  private var slots: [Slot]
  private(set) package var count = 0

  /// A table that has room for so many numbers, and grows beyond.
  package init(for count: Int = 0) {
    var size = count == 0 ? 0 : Self.least
    while size < 2 * count { size *= 2 }
    slots = Self.free(size)
  }

  /// The slots of a table with one number.
  private static let least = 16

  /// The numbers from 0 on, for these checksums.
  package init(_ checksums: [UInt32]) {
    self.init(for: checksums.count)
    for (number, checksum) in checksums.enumerated() { insert(number, for: checksum) }
  }

  private static func free(_ count: Int) -> [Slot] {
    Array(repeating: Slot(checksum: 0, number: -1), count: count)
  }

  /// Adds a number, and returns how many others its slot was behind.
  @discardableResult
  package mutating func insert(_ number: Int, for checksum: UInt32) -> Int {
    if 4 * (count + 1) > 3 * slots.count { grow() }
    count += 1
    return place(Slot(checksum: checksum, number: Int32(number)))
  }

  private mutating func place(_ new: Slot) -> Int {
    var slot = Int(new.checksum) & (slots.count - 1)
    var others = 0
    while slots[slot].number >= 0 {
      slot = (slot + 1) & (slots.count - 1)
      others += 1
    }
    slots[slot] = new
    return others
  }

  private mutating func grow() {
    let old = slots
    slots = Self.free(max(Self.least, 2 * old.count))
    for slot in old where slot.number >= 0 { _ = place(slot) }
  }

  /// Of the numbers with this checksum, the first that was inserted and is right.
  package func first(for checksum: UInt32, where isRight: (Int) -> Bool) -> Int? {
    slot(for: checksum, where: isRight).map { Int(slots[$0].number) }
  }

  /// Puts another number in the place of the first that is right; false if none is.
  package mutating func replace(
    for checksum: UInt32, by number: Int, where isRight: (Int) -> Bool
  ) -> Bool {
    guard let slot = slot(for: checksum, where: isRight) else { return false }
    slots[slot].number = Int32(number)
    return true
  }

  private func slot(for checksum: UInt32, where isRight: (Int) -> Bool) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = Int(checksum) & (slots.count - 1)
    while slots[slot].number >= 0 {
      if slots[slot].checksum == checksum, isRight(Int(slots[slot].number)) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// All numbers, in no order.
  package var numbers: [Int] { slots.lazy.map { Int($0.number) }.filter { $0 >= 0 } }
}
