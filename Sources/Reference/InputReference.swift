import Settings
package import Terraform

/// An input of an official Terraform module: `explain terraform.aws.size`.
package struct InputReference {
  package let module: OfficialModule
  /// `kubernetes_instance_types`, the variable of the module.
  package let name: String
  private let history: ModuleHistory
  private let variable: VariableHistory

  /// Nil if `subject` does not name an input.
  package init?(_ subject: String) {
    guard let (module, name) = OfficialModule.input(named: subject),
      let history = ModuleCatalogue.builtIn.module(module), let variable = history.variable(name)
    else { return nil }
    (self.module, self.name, self.history, self.variable) = (module, name, history, variable)
  }

  /// The inputs of the module that `subject` names, to suggest one if it names an unknown input.
  package static func names(relatedTo subject: String) -> [String] {
    guard let (module, _) = OfficialModule.input(named: subject) else { return [] }
    return ModuleCatalogue.builtIn.module(module)?.head.variables.map { module.setting($0.name) }
      ?? []
  }

  /// The inputs of a module's newest release, as variables.
  package static func names(of module: OfficialModule) -> [String] {
    ModuleCatalogue.builtIn.module(module)?.head.variables.map(\.name) ?? []
  }

  // MARK: The page

  /// The type, the default and the releases, as text.
  package var page: String {
    var lines = [module.setting(name), "", "Input of module `\(module.address)`."]
    if let setting = FieldCatalog.setting(ofInput: name, of: module) {
      lines.append("It sets `\(setting)`; see `wandb-cfg explain \(setting)`.")
    } else if let variable = FieldCatalog.variable(ofInput: name, of: module) {
      lines.append(
        "It is passed on as variable `\(variable)`; see `wandb-cfg explain \(variable)`.")
    }
    // Notes on the newest release may be more recent than the last change.
    if let newest = history.head.variable(name) ?? variable.changes.compactMap(\.variable).last {
      lines += Self.description(newest)
      lines.append("Releases: \(releases).")
    } else {
      lines.append("No release has it.")
    }
    let successors = history.replacements(for: name, in: history.head)
    if !successors.isEmpty, successors != [name] {
      lines.append("Use \(successors.map { "`\($0)`" }.joined(separator: " and ")).")
    }
    if let help = variable.help { lines.append("Help: \(help).") }
    return lines.joined(separator: "\n") + "\n" + changes
  }

  private static func description(_ variable: ModuleVariable) -> [String] {
    var lines = ["Type: \(variable.type)."]
    lines.append(variable.defaultText.map { "Default: \($0)." } ?? "Required.")
    if !variable.allowedValues.isEmpty {
      lines.append("Values: \(variable.allowedValues.joined(separator: ", ")).")
    }
    if variable.isSensitive { lines.append("Sensitive.") }
    if variable.hasNoEffect { lines.append("Accepted but not used.") }
    return lines + variable.notes.map { "Note: \($0)." }
  }

  private var releases: String {
    let spans = history.spans(of: variable).map { span in
      guard let last = span.last else { return "from \(span.first) on" }
      return last == span.first ? "\(last)" : "\(span.first) to \(last)"
    }
    return spans.isEmpty ? "none yet, only the default branch" : spans.joined(separator: ", ")
  }

  /// A table of the input's changes; empty if it never changed.
  private var changes: String {
    let changes = variable.changes
    guard changes.count > 1 else { return "" }
    let rows = changes.map { change -> [String] in
      let release = change.at.version.map { "\($0)" } ?? "unreleased"
      guard let variable = change.variable else { return [release, "removed"] }
      return [release, Self.short(variable.type), Self.state(variable)]
    }
    return "\n" + TextTable.render(rows)
  }

  private static func state(_ variable: ModuleVariable) -> String {
    let value = variable.defaultText.map { "default " + short($0) } ?? "required"
    return variable.hasNoEffect ? value + ", not used" : value
  }

  private static func short(_ text: String) -> String {
    text.count > 60 ? text.prefix(60) + "…" : text
  }

  // MARK: Calls

  /// The default for a call that does not set the input; nil if its release is unknown.
  package func defaultText(in call: OfficialCall) -> String? {
    guard let release = call.release, let version = release.version else { return nil }
    let title = "\(module.rawValue) \(version)"
    guard let variable = release.variable(name) else { return "\(title) has no such input." }
    return variable.defaultText.map { "The default in \(title) is \(Self.short($0))." }
      ?? "\(title) requires it."
  }
}
