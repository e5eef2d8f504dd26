import Diagnostics
package import Documents
package import Settings
import Terraform

/// Describes settings for `explain SETTING`, `settings` and `schemas/settings.md`.
package enum SettingsReference {
  /// A field and its section.
  private struct Row {
    let field: Field<Configuration>
    let section: FieldSection
  }

  /// Every setting once; those of one component represent all components.
  private static let rows: [Row] = FieldCatalog.documentedSections.flatMap { section in
    section.fields().map { Row(field: $0, section: section) }
  }

  /// What `explain SETTING` prints before anything about inputs: the setting, with its default in a
  /// release of the chart.
  package static func page(
    _ field: Field<Configuration>, in release: ChartVersion = .newest
  ) -> String {
    var text = "\(field.name)\n\n\(field.summary)\nType: \(typeText(field)).\n"
    if let row = rows.first(where: { isSame($0.field, field) }) {
      text += "Source: \(row.section.source()).\n"
    }
    if let found = field.chartDefault(in: release) {
      let suffix = found.path == field.name ? "" : " (`\(found.path)`)"
      text += "Default in chart \(release): \(found.text)\(suffix)\n"
    }
    guard !field.everySpelling.isEmpty else {
      return text + "\nNo input file can set it: use `--set \(field.name)=VALUE`.\n"
    }
    return text + "\n" + TextTable.render(field.everySpelling.map { cells($0) })
  }

  /// The summary of the setting with a canonical name or a spelling; nil for other names.
  static func summary(of name: String) -> String? {
    if let field = FieldCatalog.field(named: name) { return field.summary }
    return rows.map(\.field).first { field in
      field.everySpelling.contains { $0.part == nil && $0.location.name == name }
    }?.summary
  }

  /// The page of a variable or key that contains several settings; nil if it does not.
  package static func page(ofVariable name: String) -> String? {
    let found = rows.flatMap { row in
      row.field.everySpelling.filter { $0.location.name == name }.compactMap { spelling in
        spelling.part.map { [$0.name, row.field.name, row.field.summary] }
      }
    }
    return found.isEmpty ? nil : "\(name) contains several settings.\n\n" + TextTable.render(found)
  }

  /// The settings that a reference to a Secret holds, if `path` is one of its keys, and a page that
  /// says so: `global.licenseSecret.name`.
  package static func reference(
    withKey path: String
  ) -> (fields: [Field<Configuration>], page: String)? {
    for section in FieldCatalog.documentedSections {
      let composites = section.composites().filter { composite in
        composite.members.contains { $0.name == path }
      }
      guard let composite = composites.first else { continue }
      let fields = section.fields().filter { field in
        field.everySpelling.contains {
          $0.location.name == composite.name || composite.members.contains($0.location)
        }
      }
      guard !fields.isEmpty else { continue }
      let keys = composite.members.map { "`\($0.name)`" }
      let rows = fields.map { [$0.name, $0.summary] }
      return (
        fields,
        "\(path)\n\nOne of the keys \(keys.listed), which together hold:\n\n"
          + TextTable.render(rows)
      )
    }
    return nil
  }

  /// The settings that a variable or key contains.
  package static func fields(ofVariable name: String) -> [Field<Configuration>] {
    rows.map(\.field).filter { field in
      field.everySpelling.contains { $0.location.name == name && $0.part != nil }
    }
  }

  /// The settings below a chart path.
  package static func fields(ofSection path: String) -> [Field<Configuration>] {
    rows.map(\.field).filter { field in
      field.name.hasPrefix(path + ".")
        || field.everySpelling.contains { $0.location.name.hasPrefix(path + ".") }
    }
  }

  /// The settings below a chart path; nil if there are none.
  package static func page(ofSection path: String) -> String? {
    let found = fields(ofSection: path)
    guard !found.isEmpty else { return nil }
    return "Settings of `\(path)`:\n\n" + TextTable.render(found.map { [$0.name, $0.summary] })
  }

  /// The rows whose name, summary or spelling contains `word`, sorted by name; all rows for nil.
  private static func rows(containing word: String?) -> [Row] {
    guard word != nil else { return rows.sorted { $0.field.name < $1.field.name } }
    return rows.filter { row in
      word.isFoundIn(
        [row.field.name, row.field.summary] + row.field.everySpelling.map(\.location.name))
    }
    .sorted { $0.field.name < $1.field.name }
  }

  /// One line per setting that contains `word`.
  package static func table(of word: String? = nil) -> String {
    TextTable.render(
      rows(containing: word).map { [$0.field.name, typeWord($0.field.type), $0.field.summary] })
  }

  /// The contents of `schemas/settings.md`.
  package static var markdown: String {
    var text = """
      # Settings

      Generated by `make generate`; do not edit. `wandb-cfg explain SETTING` prints the same.
      `<component>` is any of \(ComponentName.all.map { "`\($0)`" }.joined(separator: ", ")).

      """
    var title = ""
    for row in rows {
      if row.section.title != title {
        title = row.section.title
        text += "\n## \(title)\n\nSource: \(row.section.source()).\n"
      }
      text +=
        "\n### `\(row.field.name)`\n\n\(row.field.summary)\n\n* Type: \(typeText(row.field))\n"
      if let found = row.field.chartDefault(in: .newest) {
        let suffix = found.path == row.field.name ? "" : ", as `\(found.path)`"
        text += "* Default of the chart: `\(found.text)`\(suffix)\n"
      }
      for spelling in row.field.everySpelling {
        let notes = notes(spelling).joined(separator: ", ")
        let end = notes.isEmpty ? "" : " (\(notes))"
        text += "* \(surface(spelling)): `\(spelling.location.name)`\(end)\n"
      }
    }
    return text
  }

  /// What `settings --format json` prints.
  package static func json(of word: String? = nil) -> DocumentValue {
    .array(
      rows(containing: word).map { row in
        var members: DocumentValue.Members = [
          "name": .string(row.field.name), "section": .string(row.section.title),
          "summary": .string(row.field.summary), "type": .string(typeWord(row.field.type)),
        ]
        if case .enumeration(let words) = row.field.type {
          members["values"] = .array(words.map { .string($0) })
        }
        if case .range(let range)? = row.field.constraints.first {
          members["minimum"] = .number(String(range.lowerBound))
          members["maximum"] = .number(String(range.upperBound))
        }
        members["secret"] = .bool(row.field.isSecret)
        members["source"] = .string(row.section.source())
        members["spellings"] = .array(row.field.everySpelling.map { json($0) })
        return .object(members)
      })
  }

  private static func json(_ spelling: Spelling) -> DocumentValue {
    var members: DocumentValue.Members = [
      "surface": .string(spelling.location.surface.rawValue),
      "location": .string(spelling.location.name),
      "role": .string(spelling.role.rawValue),
    ]
    if let part = spelling.part { members["part"] = .string(part.name) }
    if let key = chartKey(spelling) {
      if let since = key.since { members["since"] = .string(since.description) }
      if let until = key.until { members["until"] = .string(until.description) }
    }
    return .object(members)
  }

  /// Whether a row describes the field, or the same field of all components.
  private static func isSame(_ row: Field<Configuration>, _ field: Field<Configuration>) -> Bool {
    guard let start = row.name.firstIndex(of: "."), row.name.hasPrefix(ComponentName.documented)
    else { return row.name == field.name }
    let component = field.name.prefix { $0 != "." }
    return ComponentName.isComponent(String(component))
      && field.name.dropFirst(component.count) == row.name[start...]
  }

  // MARK: Words

  private static func typeText(_ field: Field<Configuration>) -> String {
    let bounds = field.constraints.map { constraint in
      switch constraint {
      case .range(let range): "\(range.lowerBound) to \(range.upperBound)"
      }
    }
    return ([field.type.noun] + bounds).joined(separator: ", ")
  }

  private static func typeWord(_ type: SettingType) -> String {
    switch type {
    case .string: "string"
    case .integer: "integer"
    case .boolean: "boolean"
    case .secret: "secret"
    case .duration: "duration"
    case .list: "list"
    case .map: "map"
    case .enumeration: "enumeration"
    }
  }

  private static func surface(_ spelling: Spelling) -> String {
    switch spelling.location.surface {
    case .helm: "Helm values"
    case .environment: "environment"
    case .operatorChart: "operator chart"
    case .terraform: "Terraform"
    }
  }

  private static func cells(_ spelling: Spelling) -> [String] {
    [
      surface(spelling), spelling.location.name, spelling.role.rawValue,
      notes(spelling).joined(separator: ", "),
    ]
  }

  private static func chartKey(_ spelling: Spelling) -> ChartKey? {
    guard case .helm(let path) = spelling.location else { return nil }
    return ChartKey.at(path)
  }

  private static func notes(_ spelling: Spelling) -> [String] {
    var notes: [String] = []
    if let part = spelling.part { notes.append(part.name) }
    switch spelling.role {
    case .canonical: break
    case .alias: notes.append("also read")
    case .ineffective: notes.append("not read")
    case .derived: notes.append("set by the chart")
    }
    switch spelling.encoding {
    case .verbatim, .portAndParameters, .zeroForDefault: break
    case .urlText: notes.append("percent-encoded")
    case .hours: notes.append("in hours")
    }
    if spelling.content == .literalOrReference { notes.append("or `valueFrom`") }
    if let key = chartKey(spelling) {
      if let since = key.since, since > ChartVersion(0, 1, 0) {
        notes.append("since chart \(since)")
      }
      if let until = key.until { notes.append("until chart \(until)") }
    }
    if case .input(let name) = spelling.location { notes += self.notes(ofInput: name) }
    return notes
  }

  private static func notes(ofInput name: String) -> [String] {
    let rows = ModuleInputTable.rows.filter { $0.name == name }
    let meanings = rows.compactMap { row -> String? in
      switch row.meaning {
      case .hostPart: "one part of the value"
      case .flag(_, let text): "`true` for `\(text)`"
      case .setting, .bucketName, .variable, .keys, .variables, .secretVariables,
        .componentVariables, .chart, .ownOnly:
        nil
      }
    }
    let modules = modules(with: name)
    return meanings.isEmpty ? [modules] : ["\(meanings.joined(separator: ", ")) (\(modules))"]
  }

  /// `aws, google since 1.24.0`: the modules that have an input.
  private static func modules(with input: String) -> String {
    OfficialModule.allCases.filter {
      $0.root == $0 && ModuleInputTable.row(input, of: $0) != nil
    }.compactMap { module in
      guard let history = ModuleCatalogue.builtIn.module(module),
        let variable = history.variable(input), let span = history.spans(of: variable).last
      else { return nil }
      let since = span.first == history.releases.first ? "" : " since \(span.first)"
      let until = span.last.map { " until \($0)" } ?? ""
      return module.rawValue + since + until
    }.joined(separator: ", ")
  }
}
