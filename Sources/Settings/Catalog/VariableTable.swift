import Diagnostics

/// Variables without a setting, in input order, each found by its name.
struct VariableTable: Sendable {
  private var places: [Unmodelled.Variable] = []
  /// A removed variable keeps its place, so that the others keep theirs.
  private var removed: Set<Int> = []
  /// The places by name: those of `global.env`, which a variable of another source does not replace, and
  /// all others.
  private var globalEnv = NameIndex()
  private var others = NameIndex()

  var all: [Unmodelled.Variable] {
    removed.isEmpty
      ? places : places.indices.filter { !removed.contains($0) }.map { places[$0] }
  }

  /// Those that count where a name is in `global.env` and elsewhere.
  var distinct: [Unmodelled.Variable] {
    all.filter { $0.source == .globalEnv || place(of: $0.name, in: globalEnv) == nil }
  }

  var isEmpty: Bool { places.count == removed.count }

  /// Those with a name, at most one of each kind of source.
  func named(_ name: String) -> [Unmodelled.Variable] {
    [place(of: name, in: others), place(of: name, in: globalEnv)].compactMap(\.self).sorted()
      .map { places[$0] }
  }

  private func place(of name: String, in index: NameIndex) -> Int? {
    index.number(of: name) { places[$0].name }.flatMap { removed.contains($0) ? nil : $0 }
  }

  /// Reserves space for `count` more variables, unless the table already has at least as many.
  mutating func reserveCapacity(for count: Int) {
    if count > places.count { places.reserveCapacity(places.count + count) }
  }

  /// Adds a variable, or replaces the one whose place it takes; an env file overrides both sources.
  mutating func set(_ variable: Unmodelled.Variable) {
    let name = variable.name
    if variable.source == .envFile, let place = place(of: name, in: globalEnv) {
      removed.insert(place)
    }
    let next = places.count
    let place =
      variable.source == .globalEnv
      ? globalEnv.number(of: name, orSet: next) { places[$0].name }
      : others.number(of: name, orSet: next) { places[$0].name }
    guard let place else { return places.append(variable) }
    guard removed.contains(place) else { return places[place] = variable }
    // It is written after those that came since.
    places.append(variable)
    if variable.source == .globalEnv {
      globalEnv.set(name, to: next) { places[$0].name }
    } else {
      others.set(name, to: next) { places[$0].name }
    }
  }

  mutating func remove(named name: String) {
    for place in [place(of: name, in: globalEnv), place(of: name, in: others)] {
      if let place { removed.insert(place) }
    }
  }

  mutating func remove(where isRemoved: (Unmodelled.Variable) -> Bool) {
    for (place, variable) in places.enumerated() where isRemoved(variable) {
      removed.insert(place)
    }
  }
}
