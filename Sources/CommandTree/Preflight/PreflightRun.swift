import ArgumentParser
import Diagnostics
import Glibc
import Pipeline
import Preflight
import Probing
import Settings

extension WandbCfg {
  /// The second program: `preflight` with the arguments of the first, and returns the exit status.
  package static func runPreflight(_ arguments: [String]) -> Int32 {
    let words = arguments.first == "preflight" ? arguments : ["preflight"] + arguments
    return run(words) { command in
      guard let command = command as? PreflightCommand else { return nil }
      return try PreflightRun(command).run()
    }
  }
}

/// One run of `preflight`, after its command line was parsed.
struct PreflightRun {
  private let command: PreflightCommand

  init(_ command: PreflightCommand) { self.command = command }

  /// Compiles, probes and reports; returns the exit status.
  func run() throws -> Int32 {
    let compilation = try command.input.compile(withPlan: command.terraformPlan)
    var report = compilation.report
    if let path = command.terraformPlan, let plan = compilation.sources.file(named: path) {
      report.add(compilation.judged(PlannedChange.findings(in: plan.file, plan.id)))
    }
    guard !report.hasErrors else {
      try command.output.print(report, to: .output)
      Terminal.write("nothing was probed, because the configuration has errors\n", to: .error)
      return 1
    }
    if let refusal = compilation.severalInstallations {
      report.add(compilation.report([refusal]))
      try command.output.print(report, to: .output)
      return 1
    }
    let outcomes = probe(compilation)
    var bag = DiagnosticBag()
    for outcome in outcomes { bag.report(outcome.findings) }
    report.add(compilation.judged(bag))
    if !command.output.quiet { Terminal.write(PreflightTable.text(outcomes), to: .error) }
    try command.output.print(report, to: .output)
    try writePage(outcomes, report)
    if outcomes.contains(where: \.isInterrupted) {
      Terminal.write("interrupted before all probes had ended\n", to: .error)
      return 130
    }
    if outcomes.contains(where: \.couldNotRun) { return 2 }
    return report.hasErrors ? 1 : 0
  }

  /// Writes the page of `--report`, which must not be one of the inputs.
  private func writePage(_ outcomes: [ProbeOutcome], _ report: Report) throws(CommandFailure) {
    guard let path = command.report else { return }
    if let file = FileSystem.resolved(path),
      command.input.inputs.contains(where: { FileSystem.resolved($0) == file })
    {
      throw CommandFailure(message: "can't write the report to \(path): it is an input")
    }
    let findings = report.findings.map { finding in
      let file = report.sources[finding.span.file]
      let line = LineTable(file).position(at: Int(finding.span.lower)).line
      return PreflightPage.Finding(
        finding.severity, finding.id.code, finding.message, location: "\(file.name):\(line)",
        help: finding.help)
    }
    try ArtifactWriter.write(PreflightPage(outcomes, findings).render(), toFile: path)
  }

  private func probe(_ compilation: Compilation) -> [ProbeOutcome] {
    let services = command.services
    let endpoints = command.endpoints.compactMap(ServiceEndpoint.init)
    let all = ProbePlan.all(
      compilation.sole.resolved, compilation.soleTerraform, at: endpoints
    ).filter { services.contains($0.service) }
    var plans = all.filter { $0.service != .certificates }
    for index in plans.indices {
      plans[index].request.timeout = command.milliseconds ?? 5000
      plans[index].request.permission = command.writes ? .write : .readOnly
    }
    var runner = ProbeRunner(plans, progress: PreflightProgress(quiet: command.output.quiet))
    let outcomes = runner.run()
    let certificates = all.filter { $0.service == .certificates }
    return outcomes
      + AuthorityCheck.outcomes(
        of: certificates, after: outcomes, at: compilation.sole.resolved.now)
  }
}
