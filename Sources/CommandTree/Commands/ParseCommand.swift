import ArgumentParser
import ConfigSyntax
import Diagnostics
import Documents
import Pipeline

/// `parse`: prints what the real reader of a file gets from it, without interpreting it.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", _superCommandName: WandbCfg.name,
    abstract: "Print a file's data as JSON, one document per line.",
    usage: "\(WandbCfg.name) parse [<options>] <file>")

  @Argument(help: ArgumentHelp("A file, or - for standard input.", valueName: "file"))
  var name: String

  @Option(help: "The format of the file: yaml, env, hcl or xml; by default, detected.")
  var inputFormat: Input.Format?

  @Option(help: ArgumentHelp("The file name to assume for standard input.", valueName: "name"))
  var stdinFilename: String?

  @Option(help: "The program whose rules env files follow: docker, compose, shell or systemd.")
  var envDialect: EnvDialect = .docker

  @Option(name: .customLong("limit"), parsing: .singleValue, help: LimitOption.help)
  var limitWords: [String] = []

  @Option(help: ArgumentHelp("The same as --limit bytes=NUMBER.", valueName: "bytes"))
  var maxBytes: Int?

  @Flag(help: "Print on a terminal, where the data may show secrets.")
  var showSecrets = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let problem = limitOption.problem { throw ValidationError(problem) }
  }

  func run() throws {
    guard showSecrets || !Terminal.isTerminal(.output) else {
      throw CommandFailure(
        message: "`parse` hides no secrets; add --show-secrets to print the data on a terminal")
    }
    let limits = limits
    var files = InputFiles(inputFormat, standardInput: stdinFilename, limits: limits)
    guard try name == "-" || FileSystem.kind(of: name) == .file,
      let file = try files.read(name).first
    else { throw CommandFailure(message: "`parse` reads a file, not a directory") }
    let data = PlainData.read(
      file, dialect: envDialect, limits: limits, environment: Terminal.variable)
    if !data.report.isEmpty { try output.print(data.report, to: .error) }
    guard let values = data.values else { throw ExitCode(1) }
    let lines = values.map { JSONDocument.render($0, .compact) + "\n" }
    Terminal.writeContents(lines.joined())
  }

  private var limits: Limits { limitOption.limits }

  private var limitOption: LimitOption { LimitOption(limitWords, bytes: maxBytes) }
}
