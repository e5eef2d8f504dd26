import ArgumentParser
import Diagnostics
import Pipeline
import Project
import Reporting

/// `baseline`: accepts the findings of today, so that only new ones fail a run.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", _superCommandName: WandbCfg.name,
    abstract: "Accept the findings of today, and report only new ones.",
    discussion: """
      A finding is recognized by its code, its file and its setting or text, not by its line. \
      `validate --baseline FILE` reports what `baseline check` reports, also with --each.
      """,
    subcommands: [Create.self, Check.self])

  /// `baseline create`: writes the accepted findings.
  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", _superCommandName: "\(WandbCfg.name) baseline",
      abstract: "Write a baseline with every finding of the inputs.")

    @Option(
      name: [.customShort("o"), .customLong("output")],
      help: ArgumentHelp("The file to write; by default, standard output.", valueName: "file"))
    var file: String?

    @Flag(help: "Accept the findings of every input as a deployment of its own.")
    var each = false

    @Flag(help: "Accept the findings of every deployment below the folders.")
    var recursive = false

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try input.requireAny() }

    func run() throws {
      let project = try input.project()
      let policy = project.file.policy
      let reports = try reports(project)
      for report in reports {
        let refused = report.filter { $0.severity == .error && !policy.mayAccept($0.id) }
        guard refused.isEmpty else {
          try output.print(refused, to: .error)
          Terminal.write("no baseline was written: these findings can't be accepted\n", to: .error)
          throw ExitCode(1)
        }
      }
      let accepted = reports.map { $0.filter { policy.mayAccept($0.id) } }
      let text = BaselineFile.text(accepting: accepted, at: file)
      guard let file else { return Terminal.writeContents(text) }
      try BaselineFile.write(text, to: file)
      guard !output.quiet else { return }
      let count = accepted.reduce(0) { $0 + $1.findings.count }.counted("finding")
      Terminal.write("wrote \(file.printable): \(count) accepted\n", to: .error)
    }

    /// The report on each deployment.
    private func reports(_ project: LoadedProject) throws(CommandFailure) -> [Report] {
      guard each || recursive else { return [try input.compile(project).report] }
      let search = DeploymentSearch(try input.names(project), recursive ? .below : .named)
      let check = try DeploymentCheck(input, try input.options(project), output)
      var reports: [Report] = []
      for request in search.found {
        if let compilation = try check.compilation(of: request) {
          reports.append(compilation.report)
        }
      }
      return reports
    }
  }

  /// `baseline check`: reports the findings that a baseline does not accept.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", _superCommandName: "\(WandbCfg.name) baseline",
      abstract: "Report the findings that a baseline does not accept.")

    @Option(help: ArgumentHelp("The baseline to compare with.", valueName: "file"))
    var baseline: String

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try input.requireAny() }

    func run() throws {
      let file = try BaselineFile(reading: baseline)
      let report = try file.print(try input.compile(), output)
      if report.hasErrors { throw ExitCode(1) }
    }
  }
}
