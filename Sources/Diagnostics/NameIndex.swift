/// Finds the numbers of names, such as the indices of a list's entries, without a copy of the names.
///
/// An attacker can choose names whose checksums lead to the same slots; when looking up becomes slow, a
/// dictionary replaces the table.
package struct NameIndex: Sendable {
  private var table = ChecksumTable()
  private var dictionary: [ExactText: Int]?

  package init() {}

  /// The number of a name; `named` returns the name that has a number.
  package func number(of name: Located, _ named: (Int) -> String) -> Int? {
    number(of: name.value, name.checksum, named)
  }

  package func number(of name: String, _ named: (Int) -> String) -> Int? {
    number(of: name, Checksum.of(name), named)
  }

  /// The number that a name has; a new one gets `number`, and the answer is nil.
  package mutating func number(
    of name: String, orSet number: Int, _ named: (Int) -> String
  ) -> Int? {
    self.number(of: name, Checksum.of(name), orSet: number, named)
  }

  package mutating func number(
    of name: Located, orSet number: Int, _ named: (Int) -> String
  ) -> Int? {
    self.number(of: name.value, name.checksum, orSet: number, named)
  }

  private mutating func number(
    of name: String, _ checksum: UInt32, orSet number: Int, _ named: (Int) -> String
  ) -> Int? {
    if let found = self.number(of: name, checksum, named) { return found }
    add(name, checksum, number, named)
    return nil
  }

  private func number(of name: String, _ checksum: UInt32, _ named: (Int) -> String) -> Int? {
    if let dictionary { return dictionary[ExactText(name)] }
    return table.first(for: checksum) { named($0).isExactly(name) }
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
    if dictionary == nil,
      table.replace(for: checksum, by: number, where: { named($0).isExactly(name) })
    {
      return
    }
    add(name, checksum, number, named)
  }

  /// Adds a name that the table lacks.
  private mutating func add(
    _ name: String, _ checksum: UInt32, _ number: Int, _ named: (Int) -> String
  ) {
    guard dictionary == nil else {
      dictionary?[ExactText(name)] = number
      return
    }
    if table.insert(number, for: checksum) > Self.mostOthers { handOver(named, number, name) }
  }

  /// The newest name is not among those that `named` returns yet.
  private mutating func handOver(_ named: (Int) -> String, _ newest: Int, _ name: String) {
    var all: [ExactText: Int] = [:]
    for number in table.numbers { all[ExactText(number == newest ? name : named(number))] = number }
    (dictionary, table) = (all, ChecksumTable())
  }

  /// More than the longest row of used slots that is likely among ten million names: with three quarters in
  /// use, a name needs about three steps, and the longest row grows as the logarithm.
  private static let mostOthers = 512
}
