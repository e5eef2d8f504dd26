package import ArgumentParser

/// The program: its commands, and the conversion of failures into exit statuses.
package struct WandbCfg: ParsableCommand {
  package static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "wandb-cfg",
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
  /// longer than everything that `validate` does.
  package static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let asksForHelp = arguments.contains { $0 == "--help" || $0 == "-h" || $0 == "--version" }
    if !asksForHelp, let first = arguments.first,
      let command = configuration.subcommands.first(where: { $0.configuration.commandName == first }
      )
    {
      return try command.parse(Array(arguments.dropFirst()))
    }
    return try parseAsRoot(arguments)
  }

  /// Runs the program and returns its exit status: 0, 1 for problems, 2 when it could not run.
  package static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try command(arguments)
      try command.run()
      return 0
    } catch let failure as CommandFailure {
      Terminal.write("error: \(failure.message)\n", to: .error)
      return 2
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return report(error, arguments)
    }
  }

  /// Prints help to standard output, and a usage error to standard error.
  private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
    let name = arguments.first ?? ""
    let command =
      configuration.subcommands.first { $0.configuration.commandName == name } ?? WandbCfg.self
    let isHelp = exitCode(for: error) == .success
    let text = (isHelp ? WandbCfg.self : command).fullMessage(for: error)
    Terminal.write(text.hasSuffix("\n") ? text : text + "\n", to: isHelp ? .output : .error)
    return isHelp ? 0 : 2
  }
}
