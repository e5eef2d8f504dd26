import ConfigSyntax
import Diagnostics
import Settings

/// A variable in chart values that overrides one of several that the chart derives from one key.
struct PartialVariable {
  let variable: ResolvedConfiguration.ChartVariable
  let reach: VariableReach
  /// The variables that keep the chart's value.
  let unreached: [String]

  /// The names of `unreached`, each in backquotes.
  var names: String { unreached.map { "`\($0)`" }.joined(separator: ", ") }

  /// The setting that the variable overrides; for a URL, the one that names the server.
  var setting: String {
    switch reach.kind {
    case .names: reach.typed
    case .url: reach.typed + ".host"
    }
  }
}

extension ResolvedConfiguration {
  /// The first overridden variable of each key whose other variables have another value.
  var partialVariables: [PartialVariable] {
    // Older releases have only the monolith, with one variable per key.
    guard !chartVariables.isEmpty, chartVersion >= ChartVersion(0, 20, 0) else { return [] }
    var index = self.index
    var found: [PartialVariable] = []
    for variable in chartVariables {
      guard let reach = index.reach(ofVariable: variable.name), isJudged(variable, reach),
        !found.contains(where: { other in
          other.reach.typed == reach.typed && other.isInSameSection(as: variable)
        })
      else { continue }
      let unreached = reach.others.filter { !holds($0, like: variable, reach.kind) }
      guard !unreached.isEmpty, !isTyped(variable, &index) else { continue }
      found.append(PartialVariable(variable: variable, reach: reach, unreached: unreached))
    }
    return found
  }

  /// Whether the variable reaches every component, or is a URL, and is not a placeholder.
  private func isJudged(_ variable: ChartVariable, _ reach: VariableReach) -> Bool {
    guard reach.kind == .url || variable.isGlobal else { return false }
    return !(variable.value.scalar.map { Placeholder.matches($0.text) } ?? false)
      && assignments.contains { $0.location == variable.location }
  }

  /// Whether `name` is set where `variable` is; a copy of a URL must have the same text.
  private func holds(
    _ name: String, like variable: ChartVariable, _ kind: VariableReach.Kind
  ) -> Bool {
    switch kind {
    case .names: return chartVariables.contains { $0.name == name && $0.isGlobal }
    case .url:
      let text = variable.value.dataText
      return configuration.unmodelled.variables(named: name).contains {
        $0.source.isHelm && $0.value.dataText == text
      }
    }
  }

  /// Whether the key has the same value, or a different one in the same layer, which
  /// `SetTwiceDifferently` reports.
  private func isTyped(_ variable: ChartVariable, _ index: inout FieldIndex) -> Bool {
    var isSame = true
    for assignment in assignments where assignment.location == variable.location {
      // A parameter without a setting has no key, and there may be many.
      guard !assignment.setting.contains("?") else {
        isSame = false
        continue
      }
      let field = index.fieldID(named: assignment.setting).map { index.field($0) }
      if let implied = field?.implied[.helm], field?.isText(implied, in: configuration) == true {
        continue
      }
      let typed = assignments.last { $0.setting == assignment.setting && $0.isTyped }
      guard let typed, typed.written.isKnown, assignment.written.isKnown else {
        isSame = false
        continue
      }
      guard typed.written != assignment.written else { continue }
      if typed.layer == assignment.layer, variable.name != "BUCKET" { return true }
      isSame = false
    }
    return isSame
  }
}

extension PartialVariable {
  /// Whether `other` is in the same section; the sections of `global` count as one.
  fileprivate func isInSameSection(as other: ResolvedConfiguration.ChartVariable) -> Bool {
    variable.isGlobal && other.isGlobal
  }
}

extension ResolvedConfiguration.ChartVariable {
  /// Whether every component gets the variable.
  var isGlobal: Bool { location?.globalVariables != nil }
}

extension Assignment {
  /// Whether a chart key made the assignment, not a variable.
  fileprivate var isTyped: Bool {
    // An option has no location, but the name of a setting.
    location?.isGlobalKey ?? setting.hasPrefix("global.")
  }
}

extension Field<Configuration> {
  fileprivate func isText(_ text: String, in configuration: Configuration) -> Bool {
    if case .text(let value)? = read(configuration) { value == text } else { false }
  }
}
