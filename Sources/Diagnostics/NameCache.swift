/// What was found out about names, for inputs that repeat a few names thousands of times.
///
/// A name has a few slots, which its checksum chooses; when others use all of them, it takes one over.
/// Thus the memory is bounded, and no input makes looking up slow.
@usableFromInline
package struct NameCache<Value: Sendable>: Sendable {
  @usableFromInline var slots = NameSlots()
  /// By slot.
  @usableFromInline var values: [Value?] = []

  @inlinable package init() {}

  /// The answer for a name; nil if it was not set, or if others have replaced it.
  @inlinable
  package subscript(name: Located) -> Value? {
    get {
      guard let slot = slots.slot(of: name) else { return nil }
      return values[slot]
    }
    set {
      let slot = slots.slot(of: name) ?? slots.takeSlot(for: name)
      if values.count != slots.count { values = Array(repeating: nil, count: slots.count) }
      values[slot] = newValue
    }
  }
}

/// The names in a cache.
@usableFromInline
struct NameSlots: Sendable {
  private var names: [String?] = []
  private static let most = 1024
  /// How many slots a name may have.
  private static let choices = 4

  @usableFromInline init() {}

  @usableFromInline var count: Int { names.count }

  @usableFromInline
  func slot(of name: Located) -> Int? {
    guard !names.isEmpty else { return nil }
    for choice in 0..<Self.choices {
      let slot = choose(choice, for: name)
      guard let other = names[slot] else { return nil }
      if other.isExactly(name.value) { return slot }
    }
    return nil
  }

  /// The slot of a new name; when all of its slots are in use, twice as many are made and emptied.
  @usableFromInline
  mutating func takeSlot(for name: Located) -> Int {
    if let free = freeSlot(for: name) {
      names[free] = name.value
      return free
    }
    if names.count < Self.most {
      names = Array(repeating: nil, count: max(16, names.count * 2))
    }
    let slot = choose(0, for: name)
    names[slot] = name.value
    return slot
  }

  private func freeSlot(for name: Located) -> Int? {
    guard !names.isEmpty else { return nil }
    let choice = (0..<Self.choices).first { names[choose($0, for: name)] == nil }
    return choice.map { choose($0, for: name) }
  }

  private func choose(_ choice: Int, for name: Located) -> Int {
    (Int(name.checksum) + choice) & (names.count - 1)
  }
}

/// A number that depends on all bytes of a text; quicker than the standard library's hashes, which
/// withstand attacks.
enum Checksum {
  static func of(_ text: String) -> UInt32 {
    text.utf8.withContiguousStorageIfAvailable(of) ?? 0
  }

  /// Eight bytes at a time: most names have two such words at most.
  private static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
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
