import ArgumentParser
import Documents
import Emitters
import Reference

/// The format of a listing.
enum ListFormat: String, OptionWord {
  case text, json

  /// Prints a listing in this format, and builds no other.
  func print(_ table: @autoclosure () -> String, _ tree: @autoclosure () -> DocumentValue) {
    switch self {
    case .text: Terminal.write(table(), to: .output)
    case .json: Terminal.write(JSONDocument.render(tree(), .indented), to: .output)
    }
  }
}

/// `rules`: prints the codes of all findings, as a table or as JSON.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: WandbCfg.name, abstract: "List every kind of finding.")

  @Option(help: "text or json.") var format: ListFormat = .text

  func run() throws { format.print(DiagnosticsReference.table, DiagnosticsReference.json) }
}

/// `targets`: prints what `render --target` accepts, with the files of each target.
struct TargetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets", _superCommandName: WandbCfg.name,
    abstract: "List the targets of `render`.")

  @Option(help: "text or json.") var format: ListFormat = .text

  func run() throws {
    let targets = EmitterCatalog.all.map { $0.target }
    format.print(
      TextTable.render(
        targets.map { [$0.name, $0.allFiles.joined(separator: " "), $0.summary] }),
      .array(
        targets.map { target in
          .object([
            "name": .string(target.name), "files": .array(target.allFiles.map { .string($0) }),
            "summary": .string(target.summary),
          ])
        }))
  }
}

/// `settings`: prints the field table.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", _superCommandName: WandbCfg.name,
    abstract: "List every setting; `explain SETTING` shows the details.")

  @Option(help: "text or json.") var format: ListFormat = .text

  func run() throws { format.print(SettingsReference.table, SettingsReference.json) }
}

/// `schema`: prints one of the files below `schemas/`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: WandbCfg.name,
    abstract: "Print the JSON Schema of an input format or of a command's JSON output.")

  @Option(help: "helm, operator, environment, diagnostics, settings, rules or targets.")
  var surface: JSONSchema.Subject = .helm

  func run() throws {
    Terminal.write(JSONDocument.render(JSONSchema.schema(of: surface), .indented), to: .output)
  }
}

extension JSONSchema.Subject: OptionWord {}
