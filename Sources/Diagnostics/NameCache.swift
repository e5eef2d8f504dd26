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
  private var names: [Located?] = []
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
      if other.checksum == name.checksum, other.value.isExactly(name.value) { return slot }
    }
    return nil
  }

  /// The slot of a new name; when all of its slots are in use, twice as many are made and emptied.
  @usableFromInline
  mutating func takeSlot(for name: Located) -> Int {
    if let free = freeSlot(for: name) {
      names[free] = name
      return free
    }
    if names.count < Self.most {
      names = Array(repeating: nil, count: max(16, names.count * 2))
    }
    let slot = choose(0, for: name)
    names[slot] = name
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
