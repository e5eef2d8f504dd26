package import ArgumentParser
import Diagnostics

/// The program: its commands, and the conversion of failures into exit statuses.
package struct WandbCfg: ParsableCommand {
  /// The version that `--version` prints and generated files name.
  package static let version = "0.1.0"

  /// The program's name, which precedes each command's name in usage lines.
  ///
  /// Commands declare it because `command(_:)` parses one of them without the tree. Otherwise the
  /// parser would first try two commands of its own that print completion scripts, which takes a
  /// quarter of the time that `validate` needs.
  static let name = "wandb-cfg"

  package static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Check and convert the configuration of a self-managed W&B Server.",
    version: version,
    subcommands: [
      ValidateCommand.self, RenderCommand.self, ConvertCommand.self, ExplainCommand.self,
      DiffCommand.self, FixCommand.self,
      ParseCommand.self, RulesCommand.self, SettingsCommand.self, TargetsCommand.self,
      SchemaCommand.self,
    ])

  package init() {}

  /// Parses the command in `arguments`.
  ///
  /// When the first word is a command, only that command is parsed: walking the whole tree takes
  /// longer than everything that `validate` does. The whole tree is left to explain what is wrong.
  package static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let asksForHelp = arguments.contains { $0 == "--help" || $0 == "-h" || $0 == "--version" }
    try refuseUnknownCommand(arguments)
    if !asksForHelp, let first = arguments.first,
      let command = configuration.subcommands.first(where: { $0.configuration.commandName == first }
      )
    {
      if let command = try? command.parse(Array(arguments.dropFirst())) { return command }
    }
    return try parseAsRoot(arguments)
  }

  /// Refuses an unknown word where a command or the subject of `help` is expected.
  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let word = words.first, !word.hasPrefix("-"), !names.contains(word) else { return }
    let nearest = NameSuggestion.nearest(to: word, among: names)
    throw ValidationError(
      "unknown command '\(word)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }

  /// Runs the program and returns its exit status: 0, 1 for problems, 2 when it could not run.
  package static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try command(arguments)
      try command.run()
      return 0
    } catch let failure as CommandFailure {
      Terminal.write("error: \(failure.message.printable)\n", to: .error)
      return 2
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return report(error)
    }
  }

  /// Prints help to standard output, and a usage error to standard error.
  private static func report(_ error: any Error) -> Int32 {
    let isHelp = exitCode(for: error) == .success
    let message = fullMessage(for: error)
    // The parser writes `Error:`, unlike every other failure.
    let text = (message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message)
      .printableLines
    Terminal.write(text.hasSuffix("\n") ? text : text + "\n", to: isHelp ? .output : .error)
    return isHelp ? 0 : 2
  }
}
