import ArgumentParser
import Documents
import Emitters
import Reference

/// The format of a listing.
enum ListFormat: String, OptionWord { case text, json }

/// What a listing shows, and how.
struct ListOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("List only what contains this word.", valueName: "word"))
  var word: String?

  @Option(help: "text or json.") var format: ListFormat = .text

  /// Prints a listing in the chosen format, and builds no other.
  ///
  /// Throws if nothing contains the word, for which both are empty.
  func print(
    _ table: @autoclosure () -> String, _ tree: @autoclosure () -> DocumentValue
  ) throws(CommandFailure) {
    let text =
      switch format {
      case .text: table()
      case .json: JSONDocument.render(tree(), .indented)
      }
    if let word, text.isEmpty || text == "[]\n" {
      throw CommandFailure(message: "nothing in the list contains `\(word)`")
    }
    Terminal.write(text, to: .output)
  }
}

/// `rules`: prints the codes of all findings, as a table or as JSON.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", _superCommandName: WandbCfg.name,
    abstract: "List every kind of finding; `explain CODE` shows the details.")

  @OptionGroup var list: ListOptions

  func run() throws {
    try list.print(
      DiagnosticsReference.table(of: list.word), DiagnosticsReference.json(of: list.word))
  }
}

/// `targets`: prints what `render --target` accepts, with the files of each target.
struct TargetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets", _superCommandName: WandbCfg.name,
    abstract: "List the targets of `render`.")

  @OptionGroup var list: ListOptions

  func run() throws {
    let targets = EmitterCatalog.all.map { $0.target }
      .filter { list.word.isFoundIn([$0.name, $0.summary] + $0.allFiles) }
      .sorted { $0.name < $1.name }
    try list.print(
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

  @OptionGroup var list: ListOptions

  func run() throws {
    try list.print(SettingsReference.table(of: list.word), SettingsReference.json(of: list.word))
  }
}

/// `schema`: prints one of the files below `schemas/`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: WandbCfg.name,
    abstract: "Print the JSON Schema of an input format or of a command's JSON output.")

  @Option(help: "helm, operator, environment, project, diagnostics, settings, rules or targets.")
  var surface: JSONSchema.Subject = .helm

  func run() throws {
    Terminal.write(JSONDocument.render(JSONSchema.schema(of: surface), .indented), to: .output)
  }
}

extension JSONSchema.Subject: OptionWord {}
