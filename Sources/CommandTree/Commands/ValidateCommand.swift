import Diagnostics
import ArgumentParser
import Pipeline
import Settings

/// `validate`: compiles the inputs and prints the findings.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", _superCommandName: WandbCfg.name,
    abstract: "Check a configuration and report every problem.")

  @Flag(help: "Treat the inputs as a whole deployment: what it needs to start must not be missing.")
  var complete = false

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { try input.requireAny() }

  func run() throws {
    let compilation = try input.compile(requiring: complete ? .always : .ifWhole)
    try output.print(compilation.report, to: .output)
    // Freeing the tree of a large input takes longer than checking it; the kernel frees it at exit.
    withExtendedLifetime(compilation) { Terminal.exit(compilation.report.hasErrors ? 1 : 0) }
  }
}
