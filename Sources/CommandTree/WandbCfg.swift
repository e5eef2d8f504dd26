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
      DiffCommand.self, FixCommand.self, InitCommand.self, PreflightCommand.self,
      ParseCommand.self, RulesCommand.self, SettingsCommand.self, TargetsCommand.self,
      SchemaCommand.self, BaselineCommand.self, CompletionsCommand.self,
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
      var (command, options) = (command, Array(arguments.dropFirst()))
      if let inner = command.configuration.subcommands.first(where: {
        $0.configuration.commandName == options.first
      }) {
        (command, options) = (inner, Array(options.dropFirst()))
      }
      if let command = try? command.parse(RepeatedOptions.joined(options)) { return command }
      try refuseUnknownOption(options, of: command)
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

  /// Refuses an option that the command does not have.
  ///
  /// The parser checks what is missing first, so it would report `validate --hlep` as a command
  /// without inputs.
  private static func refuseUnknownOption(
    _ arguments: [String], of command: any ParsableCommand.Type
  ) throws {
    let known = Set(
      helpMessage(for: command, columns: 1000).split(separator: "\n")
        .flatMap { $0.split { $0 == " " || $0 == "," }.prefix(2) }
        .filter { $0.hasPrefix("--") })
    let unknown = arguments.prefix { $0 != "--" }.lazy
      .map { $0.prefix { $0 != "=" } }
      .first { $0.hasPrefix("--") && !known.contains($0) }
    guard let unknown else { return }
    let nearest = NameSuggestion.nearest(
      to: String(unknown), among: known.map(String.init).sorted())
    let problem = ValidationError(
      "unknown option '\(unknown)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
    // The parser does not know that the command belongs to this program.
    throw UsageFailure(
      message: command.fullMessage(for: problem).replacing(
        "  See '", with: "  See '\(command.configuration._superCommandName ?? name) "))
  }

  /// Runs the program with the words of the process's command line, and returns its exit status.
  ///
  /// The words must be UTF-8: with other bytes in place of what was passed, a password or a path would be
  /// another one.
  package static func runProcess() -> Int32 {
    var arguments: [String] = []
    for number in 1..<max(1, Int(CommandLine.argc)) {
      guard let word = CommandLine.unsafeArgv[number] else { break }
      guard let text = String(validatingCString: word) else {
        Terminal.prepareStreams()
        Terminal.write("error: argument \(number) is not UTF-8\n", to: .error)
        return 2
      }
      arguments.append(text)
    }
    return run(arguments)
  }

  /// Runs the program and returns its exit status: 0, 1 for problems, 2 when it could not run.
  package static func run(_ arguments: [String]) -> Int32 { run(arguments) { _ in nil } }

  /// The same, but for commands that `body` runs itself and whose exit status it returns.
  static func run(
    _ arguments: [String], _ body: (any ParsableCommand) throws -> Int32?
  ) -> Int32 {
    Terminal.prepareStreams()
    do {
      var command = try command(arguments)
      if let status = try body(command) { return status }
      try command.run()
      return 0
    } catch let failure as CommandFailure {
      Terminal.write(failure.text, to: .error)
      return 2
    } catch let code as ExitCode {
      return code.rawValue
    } catch let failure as UsageFailure {
      report(failure.message, to: .error)
      return 2
    } catch {
      let isHelp = exitCode(for: error) == .success
      report(fullMessage(for: error), to: isHelp ? .output : .error)
      return isHelp ? 0 : 2
    }
  }

  /// Prints help or a usage error.
  private static func report(_ message: String, to stream: Terminal.Stream) {
    // The parser writes `Error: Unknown option`, unlike every other failure.
    var text = message
    if text.hasPrefix("Error: ") {
      let sentence = text.dropFirst(7)
      text = "error: " + sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
    text = text.printableLines
    Terminal.write(text.hasSuffix("\n") ? text : text + "\n", to: stream)
  }
}

/// A wrong command line, described with the usage of its command.
private struct UsageFailure: Error {
  let message: String
}
