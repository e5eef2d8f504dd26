import ArgumentParser
import Diagnostics
import Pipeline
import Settings

/// `validate`: compiles the inputs and prints the findings.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", _superCommandName: WandbCfg.name,
    abstract: "Check a configuration and report every problem.")

  @Flag(help: "Treat the inputs as a whole deployment: what it needs to start must not be missing.")
  var complete = false

  @Flag(help: "Check every input as a deployment of its own.")
  var each = false

  @Flag(
    help: """
      Check every deployment below the folders on its own; files that .gitignore ignores are skipped.
      """)
  var recursive = false

  @Option(
    help: ArgumentHelp(
      "Report only what this baseline does not accept; `baseline create` writes one.",
      valueName: "file"))
  var baseline: String?

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  private var requirement: Deployment.Requirement { complete ? .always : .ifWhole }

  func validate() throws { try input.requireAny() }

  func run() throws {
    guard !each, !recursive else { return try runEach() }
    let compilation = try input.compile(requiring: requirement)
    var report = compilation.report
    if let baseline {
      report = try BaselineFile(reading: baseline).print(compilation, output)
    } else {
      try output.print(report, to: .output)
    }
    // Freeing the tree of a large input takes longer than checking it; the kernel frees it at exit.
    withExtendedLifetime(compilation) { Terminal.exit(report.hasErrors ? 1 : 0) }
  }

  private func runEach() throws {
    let project = try input.project()
    var options = try input.options(project)
    options.requirement = requirement
    let search = DeploymentSearch(try input.names(project), recursive ? .below : .named)
    let baseline = try baseline.map { path throws(CommandFailure) in
      try BaselineFile(reading: path)
    }
    let check = try DeploymentCheck(input, options, output, baseline: baseline)
    let result = try EachDeployment(search, check).run(output.selection)
    try output.print(result.findings, to: .output)
    if let match = result.match, !output.quiet { baseline?.reportVanished(match) }
    for failure in result.failures { Terminal.write(failure.text, to: .error) }
    withExtendedLifetime(result) { Terminal.exit(result.status) }
  }
}
