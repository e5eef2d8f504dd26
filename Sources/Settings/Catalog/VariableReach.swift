/// How far the effect of a variable in the chart's values reaches.
///
/// The chart derives several variables from one key, and a variable that the user sets replaces
/// only the one of the same name.
package struct VariableReach: Sendable {
  /// The key, or the section of keys, from which all of them are derived.
  package let typed: String
  /// The variable that the user set.
  package let variable: String
  /// The other variables with the same value.
  package let others: [String]
  /// Whether the others are copies of one URL or names of one setting.
  package let kind: Kind

  /// How the variables relate to each other.
  package enum Kind: Sendable {
    /// Copies of one URL, in every component that has any of them.
    case url
    /// Names of one setting, some of which only some components have.
    case names
  }

  /// nil when there are no other variables.
  init?(typed: String, _ variable: String, _ others: [String], _ kind: Kind) {
    guard !others.isEmpty else { return nil }
    self.typed = typed
    self.variable = variable
    self.others = others
    self.kind = kind
  }

  /// The reach of a variable that is one of `field`'s.
  init?(_ field: Field<Configuration>, _ variable: String) {
    let typed = field.spellings.first {
      $0.location.surface == .helm && $0.role == .canonical
        && !$0.location.name.hasPrefix("global.extraEnv.")
    }
    guard let typed else { return nil }
    // The chart writes durations; a number of hours is used only by wandb/local.
    let names = field.spellings.filter {
      $0.location.surface == .environment && $0.part == nil && $0.encoding == .verbatim
        && ($0.role == .canonical || $0.role == .alias)
    }
    self.init(
      typed: typed.location.name, variable, names.map(\.location.name).filter { $0 != variable },
      .names)
  }
}
