package import ConfigSyntax
package import Diagnostics

/// What the inputs deploy, as far as their form shows.
package struct Deployment: Sendable {
  /// How the server is installed; of several forms, the last one decides.
  package enum Form: Int, Comparable, Sendable {
    /// By hand, in a container that has its own MySQL, Redis and object store.
    case container
    /// By Helm, from the chart's values.
    case chartValues
    /// By the operator, which adds values of its own to those of the custom resource.
    case customResource
    /// By a Terraform module, which has required inputs, and creates the services.
    case terraformModule

    package static func < (lhs: Form, rhs: Form) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// When it is reported that a deployment lacks something that it needs to start.
  package enum Requirement: Sendable {
    /// If the inputs look like a whole deployment, not like a part of one.
    case ifWhole
    /// Always, because the user says that the inputs are a whole deployment.
    case always
  }

  package let form: Form
  package let requirement: Requirement
  /// The root section of the first input, where findings about something absent are reported.
  package let span: SourceSpan
  /// The keys of the sections below `global` in the chart's values, by name; of several, the last.
  package private(set) var sections: [String: SourceSpan] = [:]
  /// Whether `global` is written and every input leaves it empty.
  package private(set) var hasEmptyGlobal = false

  /// How the container is started, if an input says it.
  package var container: ContainerSetup?

  package init(_ form: Form, _ requirement: Requirement, span: SourceSpan) {
    (self.form, self.requirement, self.span) = (form, requirement, span)
  }

  /// Records the sections that an input's values for the chart have below `global`.
  package mutating func noteSections(of values: ConfigNode) {
    guard let global = values["global"]?.entries else { return }
    hasEmptyGlobal = global.isEmpty && (hasEmptyGlobal || sections.isEmpty)
    for entry in global { sections[entry.key.value] = entry.key.span }
  }

  /// Whether the chart's templates and defaults apply.
  package var usesChart: Bool { form == .chartValues || form == .customResource }
}

extension ResolvedConfiguration {
  /// Whether the chart installs a bundled service, as the inputs or the chart's defaults say; nil
  /// if it is not known.
  package func installs(_ chart: Subchart) -> Bool? {
    installs(configuration[chart], by: "\(chart.rawValue).install")
  }

  /// Whether the chart installs a component, as the inputs or the chart's defaults say; nil if it
  /// is not known.
  package func installs(component name: String) -> Bool? {
    installs(configuration.components[name]?.install ?? Setting(), by: "\(name).install")
  }

  private func installs(_ setting: Setting<Bool>, by path: String) -> Bool? {
    // Without a value but with a history, null removed the default.
    guard setting.history.isEmpty else { return setting.literal }
    guard let found = ChartReads.default(at: ChartPath(path), in: chartVersion),
      found.kind == .boolean
    else { return nil }
    return found.value == "true"
  }
}

extension ResolvedConfiguration {
  /// The chart's default that applies to a setting, because the inputs are values of the chart and
  /// none of them writes it; nil otherwise.
  package func appliedDefault(of field: Field<Configuration>) -> SettingDefault? {
    guard deployment?.usesChart == true, field.history(configuration).isEmpty else { return nil }
    return field.chartDefault(in: chartVersion)
  }

  /// The defaults of single components that win over a variable of the chart's values.
  package func defaults(winningOver variable: ChartVariable) -> [DefaultVariable] {
    DefaultVariable.all(named: variable.name, in: chartVersion).filter { wins($0, over: variable) }
  }

  private func wins(_ known: DefaultVariable, over variable: ChartVariable) -> Bool {
    let isShared = variable.location?.globalVariables != nil
    let isWeaker = variable.location == .helm("\(known.component).extraEnv.\(known.name)")
    guard isShared || isWeaker && variable.location != .helm(known.path),
      variable.value.scalar?.text != known.text, installs(component: known.component) == true
    else { return false }
    let view = views.first { $0.component == known.component }?.resolved ?? self
    return !view.chartVariables.contains { own in
      own.name == known.name
        && ["env", "containers"].contains {
          own.location?.isAtOrBelow("\(known.component).\($0)") == true
        }
    }
  }
}
