/// Finds the numbers of names, such as the indices of a list's entries, without a copy of the names.
///
/// The slot of a name follows from its checksum. An attacker can choose names with equal checksums; when
/// looking up becomes slow, a dictionary replaces the slots.
package struct NameIndex: Sendable {
  private struct Slot: Sendable {
    var checksum: UInt32
    /// -1 for a free one; at most three quarters are in use.
    var number: Int32
  }

  private var slots: [Slot] = []
  private var count = 0
  private var dictionary: [ExactText: Int]?

  package init() {}

  /// The number of a name; `named` returns the name that has a number.
  package func number(of name: Located, _ named: (Int) -> String) -> Int? {
    number(of: name.value, name.checksum, named)
  }

  package func number(of name: String, _ named: (Int) -> String) -> Int? {
    number(of: name, Checksum.of(name), named)
  }

  private func number(of name: String, _ checksum: UInt32, _ named: (Int) -> String) -> Int? {
    if let dictionary { return dictionary[ExactText(name)] }
    guard !slots.isEmpty else { return nil }
    var index = Int(checksum) & (slots.count - 1)
    while slots[index].number >= 0 {
      let number = Int(slots[index].number)
      if slots[index].checksum == checksum, named(number).isExactly(name) { return number }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Sets the number of a name, replacing an earlier one.
  package mutating func set(_ name: Located, to number: Int, _ named: (Int) -> String) {
    set(name.value, name.checksum, to: number, named)
  }

  package mutating func set(_ name: String, to number: Int, _ named: (Int) -> String) {
    set(name, Checksum.of(name), to: number, named)
  }

  private mutating func set(
    _ name: String, _ checksum: UInt32, to number: Int, _ named: (Int) -> String
  ) {
    guard dictionary == nil else {
      dictionary?[ExactText(name)] = number
      return
    }
    if 3 * slots.count < 4 * (count + 1) { grow() }
    var index = Int(checksum) & (slots.count - 1)
    var steps = 0
    while slots[index].number >= 0 {
      if slots[index].checksum == checksum, named(Int(slots[index].number)).isExactly(name) {
        slots[index].number = Int32(number)
        return
      }
      index = (index + 1) & (slots.count - 1)
      steps += 1
    }
    slots[index] = Slot(checksum: checksum, number: Int32(number))
    count += 1
    if steps > Self.mostSteps { handOver(named, number, name) }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(
      repeating: Slot(checksum: 0, number: -1), count: max(Self.fewest, 2 * old.count))
    for slot in old where slot.number >= 0 {
      var index = Int(slot.checksum) & (slots.count - 1)
      while slots[index].number >= 0 { index = (index + 1) & (slots.count - 1) }
      slots[index] = slot
    }
  }

  private mutating func handOver(_ named: (Int) -> String, _ newest: Int, _ name: String) {
    var all: [ExactText: Int] = [:]
    for slot in slots where slot.number >= 0 {
      let number = Int(slot.number)
      all[ExactText(number == newest ? name : named(number))] = number
    }
    (dictionary, slots) = (all, [])
  }

  private static let fewest = 16
  /// More than the longest row of used slots that is likely among ten million names: with three quarters in
  /// use, a name needs about three steps, and the longest row grows as the logarithm.
  private static let mostSteps = 512
}
