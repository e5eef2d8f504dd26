import Diagnostics
import ArgumentParser
import Documents
import Pipeline

/// `parse`: prints what the real reader of a file gets from it, without interpreting it.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", _superCommandName: WandbCfg.name,
    abstract: "Print a file's data as JSON, one document per line.",
    usage: "\(WandbCfg.name) parse [<options>] <file>")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard input.inputs.count == 1, input.assignments.isEmpty, !input.addsEnvironment else {
      throw ValidationError("exactly one file is required")
    }
  }

  func run() throws {
    let name = input.inputs.first ?? "-"
    var files = InputFiles(input)
    guard try name == "-" || FileSystem.kind(of: name) == .file,
      let file = try files.read(name).first
    else { throw CommandFailure(message: "`parse` reads a file, not a directory") }
    let data = PlainData.read(file, environment: Terminal.variable)
    if !data.report.isEmpty { try output.print(data.report, to: .error) }
    guard let values = data.values else { throw ExitCode(1) }
    let lines = values.map { JSONDocument.render($0, .compact) + "\n" }
    Terminal.write(lines.joined(), to: .output)
  }
}
