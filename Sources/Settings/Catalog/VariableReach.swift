/// How far a variable of the chart's values reaches.
///
/// The chart makes several variables of one key, and a variable that the user sets replaces the one
/// of its name.
package struct VariableReach: Sendable {
  /// The key, or the section of keys, that all of them are made of.
  package let typed: String
  package let variable: String
  /// The other variables that hold the same value.
  package let others: [String]
  package let kind: Kind

  /// What the variables are to each other.
  package enum Kind: Sendable {
    /// Copies of one URL, in every component that has any.
    case url
    /// Names of one setting, some of which not every component has.
    case names
  }

  /// nil when there are no others.
  init?(typed: String, _ variable: String, _ others: [String], _ kind: Kind) {
    guard !others.isEmpty else { return nil }
    self.typed = typed
    self.variable = variable
    self.others = others
    self.kind = kind
  }

  /// Of a variable that is one of `field`'s.
  init?(_ field: Field<Configuration>, _ variable: String) {
    let typed = field.spellings.first {
      $0.place.surface == .helm && $0.role == .canonical
        && !$0.place.name.hasPrefix("global.extraEnv.")
    }
    guard let typed else { return nil }
    // The chart writes durations; a number of hours is a variable of wandb/local.
    let names = field.spellings.filter {
      $0.place.surface == .environment && $0.part == nil && $0.encoding == .verbatim
        && ($0.role == .canonical || $0.role == .twin)
    }
    self.init(
      typed: typed.place.name, variable, names.map(\.place.name).filter { $0 != variable }, .names)
  }
}
