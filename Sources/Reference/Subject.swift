package import Diagnostics
package import Emitters
package import Settings
import Terraform

/// What `explain` is asked about.
package enum Subject: Sendable {
  case code(DiagnosticID)
  case input(InputReference)
  case setting(Field<Configuration>)
  /// Settings that belong together, with the page that introduces them.
  case settings([Field<Configuration>], page: String)
  case chartKey(ChartKeyReference)
  case target(Target)
  /// Things of the same name; each can be explained by its own.
  case several(page: String)

  /// Finds a code, the name of a code, a setting, a spelling of one, a variable, a chart path, a key of
  /// a reference to a Secret, a target or an input of a module; nil for anything else.
  package static func find(_ text: String) -> Subject? {
    if let id = DiagnosticsReference.find(text) { return .code(id) }
    if let input = InputReference(text) { return .input(input) }
    // `diff` and `explain` name variables `env.NAME`.
    let name = text.hasPrefix("env.") ? String(text.dropFirst(4)) : text
    if let field = SettingsReference.field(named: text) { return .setting(field) }
    if let page = SettingsReference.page(ofVariable: name) {
      return .settings(SettingsReference.fields(ofVariable: name), page: page)
    }
    if let field = SettingsReference.field(named: name) { return .setting(field) }
    if let (fields, page) = SettingsReference.reference(withKey: text) {
      return .settings(fields, page: page)
    }
    if let emitter = EmitterCatalog.emitter(named: text) { return .target(emitter.target) }
    if let page = SettingsReference.page(ofSection: text) {
      let others = ChartKeyReference(text)?.otherKeys ?? ""
      return .settings(SettingsReference.fields(ofSection: text), page: page + others)
    }
    if isSetting("global.\(text)"), ChartKey.at(text) == nil { return nil }
    return ChartKeyReference(text).map { .chartKey($0) } ?? inputs(text) ?? ending(with: text)
      ?? ofAnyComponent(text)
  }

  /// A key below `<component>`, explained for the first component that has it.
  private static func ofAnyComponent(_ text: String) -> Subject? {
    guard text.hasPrefix(ComponentName.documented + ".") else { return nil }
    let rest = text.dropFirst(ComponentName.documented.count)
    return ComponentName.all.lazy.compactMap { ChartKeyReference($0 + rest) }.first
      .map { .chartKey($0) }
  }

  private static func isSetting(_ name: String) -> Bool {
    FieldCatalog.documented.contains { $0.name == name }
  }

  /// An input that no setting has a spelling for, in one module or in several.
  private static func inputs(_ name: String) -> Subject? {
    let found = OfficialModule.allCases.compactMap { InputReference($0.setting(name)) }
    guard let first = found.first else { return nil }
    guard found.count > 1 else { return .input(first) }
    let list = found.map { "  \($0.module.setting(name))\n" }.joined()
    return .several(page: "Several modules have an input `\(name)`:\n\n\(list)")
  }

  /// The keys of the chart that have this name in some section.
  private static func ending(with name: String) -> Subject? {
    let paths = ChartKeyReference.paths(endingWith: name)
    guard let first = paths.first else { return nil }
    if paths.count == 1, let subject = find(first) { return subject }
    let list = paths.map { "  \($0)\n" }.joined()
    return .several(page: "Several keys of the chart are called `\(name)`:\n\n\(list)")
  }

  // MARK: Suggestions

  /// What the user may have meant, the most likely first, and in lexical order among equals; at most
  /// five.
  package static func near(_ text: String) -> [String] {
    // People say `mysql.port` for a setting below `global`.
    if isSetting("global.\(text)") { return ["global.\(text)"] }
    let names = names(relatedTo: text)
    let similar = NameSuggestion.similar(to: text, among: names, atMost: 5)
    if !similar.isEmpty { return similar }
    let word = text.lowercased()
    guard word.count > 2 else { return [] }
    return Set(names).filter { word.isFound(in: $0) }
      .sorted { ($0.count, $0) < ($1.count, $1) }.prefix(5).map { $0 }
  }

  private static func names(relatedTo text: String) -> [String] {
    let codes = DiagnosticsReference.all
    let first = text.prefix { $0 != "." }
    let paths = ChartKeyReference.allPaths.map { path in
      path.hasPrefix(ComponentName.documented) && ComponentName.isComponent(String(first))
        ? String(first + path.dropFirst(ComponentName.documented.count)) : path
    }
    return FieldCatalog.documented.map(\.name) + FieldCatalog.builtIn.variables
      + codes.map(\.code) + codes.map(\.name) + EmitterCatalog.all.map { $0.target.name } + paths
      + InputReference.names(relatedTo: text)
      + OfficialModule.allCases.flatMap { InputReference.names(of: $0) }
  }
}

/// The page of a target.
extension Target {
  /// What `explain TARGET` prints.
  package var page: String {
    var lines = [name, "", "A target of `render`: \(summary)", "Files: \(files.listed)."]
    if !filesOnDemand.isEmpty { lines.append("With options also: \(filesOnDemand.listed).") }
    lines += ["", "wandb-cfg render INPUT --target \(name)"]
    return lines.joined(separator: "\n") + "\n"
  }
}
