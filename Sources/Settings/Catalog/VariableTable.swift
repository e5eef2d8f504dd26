import Diagnostics

/// Variables without a setting, in input order, each found by its name.
struct VariableTable: Sendable {
  /// A removed variable leaves its place empty, so that the others keep theirs.
  private var places: [Unmodelled.Variable?] = []
  /// The places by name: those of `global.env`, which a variable of another source does not replace, and
  /// all others.
  private var globalEnv: [ExactText: Int] = [:]
  private var others: [ExactText: Int] = [:]

  var all: [Unmodelled.Variable] { places.compactMap(\.self) }

  /// Those that count where a name is in `global.env` and elsewhere.
  var distinct: [Unmodelled.Variable] {
    all.filter { $0.source == .globalEnv || globalEnv[ExactText($0.name)] == nil }
  }

  var isEmpty: Bool { globalEnv.isEmpty && others.isEmpty }

  /// Those with a name, at most one of each kind of source.
  func named(_ name: String) -> [Unmodelled.Variable] {
    let name = ExactText(name)
    return [others[name], globalEnv[name]].compactMap(\.self).sorted().compactMap { places[$0] }
  }

  /// Adds a variable, or replaces the one whose place it takes; an env file overrides both sources.
  mutating func set(_ variable: Unmodelled.Variable) {
    let name = ExactText(variable.name)
    if variable.source == .envFile, let place = globalEnv.removeValue(forKey: name) {
      places[place] = nil
    }
    let place = variable.source == .globalEnv ? globalEnv[name] : others[name]
    if let place {
      places[place] = variable
    } else if variable.source == .globalEnv {
      globalEnv[name] = places.count
      places.append(variable)
    } else {
      others[name] = places.count
      places.append(variable)
    }
  }

  mutating func remove(named name: String) {
    let name = ExactText(name)
    if let place = globalEnv.removeValue(forKey: name) { places[place] = nil }
    if let place = others.removeValue(forKey: name) { places[place] = nil }
  }

  mutating func remove(where isRemoved: (Unmodelled.Variable) -> Bool) {
    for (place, variable) in places.enumerated() {
      guard let variable, isRemoved(variable) else { continue }
      let name = ExactText(variable.name)
      if variable.source == .globalEnv {
        globalEnv[name] = nil
      } else {
        others[name] = nil
      }
      places[place] = nil
    }
  }
}
