import ArgumentParser
import Diagnostics
import Pipeline
import Reference
import Settings
import Terraform

/// `explain`: documents a code or a setting, and with inputs, where a setting was set.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: WandbCfg.name,
    abstract: "Explain a code or a setting: its meaning, where it was set and what that overrode.")

  @Argument(help: "A code (WB3004), its name, or a setting (global.mysql.port).")
  var subject: String

  // Inputs are optional here: a subject can be explained without them.
  @OptionGroup var input: InputOptions

  func run() throws {
    if let id = DiagnosticsReference.find(subject) {
      return Terminal.write(DiagnosticsReference.page(id), to: .output)
    }
    if let input = InputReference(subject) { return try explain(input) }
    guard let field = Self.field(subject) else {
      // `diff` and `explain` name variables `env.NAME`.
      let variable = subject.hasPrefix("env.") ? String(subject.dropFirst(4)) : subject
      if let page = SettingsReference.page(ofVariable: variable) {
        return try explain(SettingsReference.fields(ofVariable: variable), page)
      }
      if let field = Self.field(variable) { return try explain(field) }
      guard let page = SettingsReference.page(ofSection: subject) else {
        throw Self.unknown(subject)
      }
      return try explain(SettingsReference.fields(ofSection: subject), page)
    }
    try explain(field)
  }

  private func explain(_ field: Field<Configuration>) throws {
    let compilation = try compilation()
    let release =
      compilation?.installations.first?.resolved.chartVersion ?? input.options.chartVersion
    Terminal.write(SettingsReference.page(field, in: release ?? .newest), to: .output)
    guard let compilation else { return }
    let rows = compilation.installations.flatMap { assignments(of: field, in: $0, compilation) }
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
  private func explain(_ fields: [Field<Configuration>], _ page: String) throws {
    Terminal.write(page, to: .output)
    guard let compilation = try compilation() else { return }
    let rows = fields.flatMap { field in
      compilation.installations.flatMap { assignments(of: field, in: $0, compilation) }
        .map { [field.name] + $0 }
    }
    Terminal.write(
      "\n" + (rows.isEmpty ? "No input sets any of them.\n" : TextTable.render(rows)),
      to: .output)
  }

  /// Nil without inputs.
  private func compilation() throws -> Compilation? {
    try input.isEmpty ? nil : input.compile()
  }

  /// Explains an input of an official W&B Terraform module.
  private func explain(_ input: InputReference) throws {
    Terminal.write(input.page, to: .output)
    guard let compilation = try compilation() else { return }
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

  /// What set the setting in one installation, and in components with variables of their own.
  private func assignments(
    of field: Field<Configuration>, in installation: CompiledInstallation,
    _ compilation: Compilation
  ) -> [[String]] {
    let title = compilation.installations.count == 1 ? "set to" : "in \(installation.title)"
    let steps = SettingHistory.steps(of: field, in: installation, compilation)
    let history = steps.reversed().enumerated().map { number, step in
      [number == 0 ? title : "overrode", step.text, step.location, step.spelling]
    }
    let defaults = SettingHistory.componentDefaults(of: field, in: installation)
    let overrides = SettingHistory.overrides(of: field, in: installation, compilation)
      .filter { override in !defaults.contains { $0.component == override.component } }
    return history
      + overrides.map { ["in \($0.component)", $0.step.text, $0.step.location, $0.step.spelling] }
      + defaults.map {
        [
          "in \($0.component)", $0.text, "chart \(installation.resolved.chartVersion)", $0.path,
        ]
      }
  }

  /// The setting with this canonical name, or with this spelling if no other setting shares it.
  private static func field(_ name: String) -> Field<Configuration>? {
    if let field = FieldCatalog.field(named: name) { return field }
    return FieldCatalog.documented.first { field in
      field.everySpelling.contains { $0.part == nil && $0.location.name == name }
    }
  }

  private static func unknown(_ name: String) -> CommandFailure {
    let names =
      FieldCatalog.documented.map(\.name) + DiagnosticsReference.all.map(\.code)
      + InputReference.names(relatedTo: name)
    // People say `host` and `mysql.port` for settings below `global`.
    let nearest =
      names.first { $0 == "global." + name } ?? NameSuggestion.nearest(to: name, among: names)
    let more = nearest.map { "; did you mean `\($0)`?" } ?? ""
    return CommandFailure(message: "`\(name)` is neither a code nor a setting\(more)")
  }
}
