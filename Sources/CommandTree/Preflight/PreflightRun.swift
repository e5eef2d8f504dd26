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
    try checkPage(compilation.sources)
    var report = compilation.report
    if let path = command.terraformPlan, let plan = compilation.sources.file(named: path) {
      report.add(compilation.judged(PlannedChange.findings(in: plan.file, plan.id)))
      report.hide(PlannedChange.hidden(in: plan.file, plan.id))
    }
    guard !report.hasErrors else {
      try command.output.print(report, to: .output)
      try writePage([], report)
      tell("nothing was probed because of the errors")
      return 1
    }
    if let refusal = compilation.severalInstallations {
      report.add(compilation.report([refusal]))
      try command.output.print(report, to: .output)
      return 1
    }
    let plans = try plans(compilation)
    let (outcomes, isInterrupted) = probe(plans, at: compilation.sole.resolved.now)
    var bag = DiagnosticBag()
    for outcome in outcomes { bag.report(outcome.findings) }
    report.add(compilation.judged(bag))
    if !command.output.quiet { Terminal.write(PreflightTable.text(outcomes), to: .error) }
    try command.output.print(report, to: .output)
    try writePage(outcomes, report)
    if isInterrupted {
      tell("interrupted before all probes had ended")
      return 130
    }
    if outcomes.contains(where: \.couldNotRun) { return 2 }
    return report.hasErrors ? 1 : 0
  }

  /// A sentence about the run, unless only errors are asked for.
  private func tell(_ sentence: String) {
    if !command.output.quiet { Terminal.write(sentence + "\n", to: .error) }
  }

  /// Refuses a page that would replace a file that was read.
  private func checkPage(_ sources: SourceMap) throws(CommandFailure) {
    guard let path = command.report, let file = FileSystem.resolved(path) else { return }
    guard !sources.files.contains(where: { $0.path.flatMap(FileSystem.resolved) == file }) else {
      throw CommandFailure(message: "can't write the report to \(path): it is an input")
    }
  }

  /// Writes the page of `--report`.
  private func writePage(_ outcomes: [ProbeOutcome], _ report: Report) throws(CommandFailure) {
    guard let path = command.report else { return }
    let findings = report.findings.map { finding in
      let file = report.sources[finding.span.file]
      let line = LineTable(file).position(at: Int(finding.span.lower)).line
      return PreflightPage.Finding(
        finding.severity, finding.id.code, finding.message, location: "\(file.name):\(line)",
        help: finding.help)
    }
    try ArtifactWriter.write(PreflightPage(outcomes, findings).render(), toFile: path)
  }

  /// The probes that are asked for; a failure if `--only` leaves none.
  private func plans(_ compilation: Compilation) throws(CommandFailure) -> [ProbePlan] {
    let services = command.services
    let endpoints = command.endpoints.compactMap(ServiceEndpoint.init)
    var plans = ProbePlan.all(
      compilation.sole.resolved, compilation.soleTerraform, at: endpoints
    ).filter { services.contains($0.service) }
    let missing = services.subtracting(plans.map(\.service)).map(\.rawValue).sorted()
    guard !plans.isEmpty || command.terraformPlan != nil else {
      let names = missing.isEmpty ? "a service that is not skipped" : missing.alternatives
      throw CommandFailure(message: "nothing to probe: the configuration does not name \(names)")
    }
    if !command.only.isEmpty, !missing.isEmpty {
      tell("not configured: \(missing.joined(separator: ", "))")
    }
    for index in plans.indices {
      plans[index].request.timeout = command.milliseconds ?? 5000
      plans[index].request.permission = command.writes ? .write : .readOnly
    }
    return plans
  }

  private func probe(
    _ plans: [ProbePlan], at time: Int64
  ) -> (outcomes: [ProbeOutcome], isInterrupted: Bool) {
    let probed = plans.filter { $0.service != .certificates }
    var runner = ProbeRunner(
      probed, progress: command.output.quiet ? .silent : PreflightProgress(probed))
    let outcomes = runner.run()
    let certificates = plans.filter { $0.service == .certificates }
    return (
      outcomes + AuthorityCheck.outcomes(of: certificates, after: outcomes, at: time),
      runner.isInterrupted
    )
  }
}
