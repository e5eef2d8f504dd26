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

  @Option(
    help: ArgumentHelp(
      "The maximum size of the file (default: \(InputFiles.defaultMaxBytes)).", valueName: "bytes"))
  var maxBytes: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws { try InputFiles.checkLimit(limit) }

  func run() throws {
    var files = InputFiles(inputFormat, standardInput: stdinFilename, limit: limit)
    guard try name == "-" || FileSystem.kind(of: name) == .file,
      let file = try files.read(name).first
    else { throw CommandFailure(message: "`parse` reads a file, not a directory") }
    let data = PlainData.read(file, dialect: envDialect, environment: Terminal.variable)
    if !data.report.isEmpty { try output.print(data.report, to: .error) }
    guard let values = data.values else { throw ExitCode(1) }
    let lines = values.map { JSONDocument.render($0, .compact) + "\n" }
    Terminal.write(lines.joined(), to: .output)
  }

  private var limit: Int { maxBytes ?? InputFiles.defaultMaxBytes }
}
