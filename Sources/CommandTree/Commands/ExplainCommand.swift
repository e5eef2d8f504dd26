import ArgumentParser
import Diagnostics
import Emitters
import Pipeline
import Reference
import Settings
import Terraform

/// `explain`: documents a code or a setting, and with inputs, where a setting was set.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: WandbCfg.name,
    abstract: "Explain a code or a setting: its meaning, where it was set and what that overrode.")

  @Argument(
    help: """
      A code (WB3004), its name, a setting (global.mysql.port), a chart path, a variable, a module \
      input or a target.
      """)
  var subject: String

  // Inputs are optional here: a subject can be explained without them.
  @OptionGroup var input: InputOptions

  func run() throws {
    guard let found = Subject.find(subject) else { throw Self.unknown(subject) }
    let compilation = try input.isEmpty ? nil : input.compile()
    switch found {
    case .code(let id): Terminal.write(DiagnosticsReference.page(id), to: .output)
    case .input(let input): explain(input, compilation)
    case .setting(let field): try explain(field, compilation)
    case .settings(let fields, let page): explain(fields, page, compilation)
    case .chartKey(let key): try explain(key, compilation)
    case .target(let target): Terminal.write(target.page, to: .output)
    case .several(let page): Terminal.write(page, to: .output)
    }
    guard compilation?.hasUnreadText == true else { return }
    Terminal.write(
      """
      error: an input can't be read in full, so it may set more than is shown; \
      `\(WandbCfg.name) validate` shows why

      """, to: .error)
    throw ExitCode(1)
  }

  private static func unknown(_ name: String) -> CommandFailure {
    let near = Subject.near(name)
    let more = near.isEmpty ? "" : "; did you mean \(near.alternatives)?"
    return CommandFailure(
      message: """
        `\(name)` is not a code, setting, chart path, variable, module input or target\(more)
        """)
  }

  /// The release to explain for: that of the inputs or of `--chart-version`, else the newest.
  private func release(_ compilation: Compilation?) throws -> ChartVersion {
    try compilation?.installations.first?.resolved.chartVersion ?? input.options.chartVersion
      ?? .newest
  }

  // MARK: Settings

  private func explain(_ field: Field<Configuration>, _ compilation: Compilation?) throws {
    Terminal.write(SettingsReference.page(field, in: try release(compilation)), to: .output)
    guard let compilation else { return }
    let rows = compilation.installations.flatMap { layers(of: field, in: $0, compilation) }
    Terminal.write(
      "\n" + (rows.isEmpty ? notSet(field, compilation) : TextTable.render(rows)), to: .output)
  }

  /// What applies to a setting that no input sets.
  private func notSet(_ field: Field<Configuration>, _ compilation: Compilation) -> String {
    guard let found = SettingHistory.chartDefault(of: field, in: compilation) else {
      return "No input sets it.\n"
    }
    return "No input sets it, so the chart's default applies: \(found.text)\n"
  }

  /// Explains several settings that belong together.
  private func explain(
    _ fields: [Field<Configuration>], _ page: String, _ compilation: Compilation?
  ) {
    Terminal.write(page, to: .output)
    guard let compilation else { return }
    let rows = fields.flatMap { field in
      compilation.installations.flatMap { layers(of: field, in: $0, compilation) }
        .map { [field.name] + $0 }
    }
    Terminal.write(
      "\n" + (rows.isEmpty ? "No input sets any of them.\n" : TextTable.render(rows)),
      to: .output)
  }

  /// What set the setting in one installation, from the layer in effect down to the default of the
  /// chart, and in components that see something else; empty if no input sets it.
  private func layers(
    of field: Field<Configuration>, in installation: CompiledInstallation,
    _ compilation: Compilation
  ) -> [[String]] {
    let title = compilation.installations.count == 1 ? "set to" : "in \(installation.title)"
    let steps = SettingHistory.steps(of: field, in: installation, compilation)
    let chart = "chart \(installation.resolved.chartVersion)"
    var rows = Self.rows(steps, title)
    if !rows.isEmpty, let found = SettingHistory.firstLayer(of: field, in: installation) {
      rows.append(["default", found.text, chart, found.path])
    }
    let defaults = SettingHistory.componentDefaults(of: field, in: installation)
    let overrides = SettingHistory.overrides(of: field, in: installation, compilation)
      .filter { override in !defaults.contains { $0.component == override.component } }
    return rows
      + overrides.map { ["in \($0.component)", $0.step.text, $0.step.location, $0.step.spelling] }
      + defaults.map { ["in \($0.component)", $0.text, chart, $0.path] }
  }

  /// Assignments, the last of which is in effect and comes first.
  private static func rows(_ steps: [SettingHistory.Step], _ title: String) -> [[String]] {
    steps.reversed().enumerated().map { number, step in
      [number == 0 ? title : "overrode", step.text, step.location, step.spelling]
    }
  }

  // MARK: Keys and inputs

  /// Explains a key of the chart that is not a setting.
  private func explain(_ key: ChartKeyReference, _ compilation: Compilation?) throws {
    let release = try release(compilation)
    Terminal.write(key.page(in: release), to: .output)
    guard let compilation else { return }
    var rows = Self.rows(SettingHistory.steps(atChartPath: key.path, in: compilation), "set to")
    if let found = SettingHistory.sizeDefault(ofChartPath: key.path, in: compilation) {
      rows.append(["default", found.text, "chart \(release)", "size \(found.size)"])
    }
    if let found = ChartReads.default(at: ChartPath(key.path), in: release), let text = found.value
    {
      rows.append(["default", text.isEmpty ? "\"\"" : text, "chart \(release)", key.path])
    }
    Terminal.write(
      "\n" + (rows.isEmpty ? "No input sets it.\n" : TextTable.render(rows)), to: .output)
  }

  /// Explains an input of an official W&B Terraform module.
  private func explain(_ input: InputReference, _ compilation: Compilation?) {
    Terminal.write(input.page, to: .output)
    guard let compilation else { return }
    let steps = SettingHistory.steps(ofInput: input.name, of: input.module, in: compilation)
    let rows = steps.map { ["set to", $0.text, $0.location, $0.spelling] }
    let calls = compilation.terraform?.calls.filter { $0.module == input.module } ?? []
    let defaults = calls.compactMap { input.defaultText(in: $0) }
    Terminal.write(
      "\n"
        + (rows.isEmpty
          ? "No input sets it.\n" + defaults.map { $0 + "\n" }.joined() : TextTable.render(rows)),
      to: .output)
  }
}
