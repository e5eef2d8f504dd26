import ArgumentParser
import Diagnostics
import Glibc
import Pipeline
import Preflight
import Probing

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
    let compilation = try command.input.compile()
    guard !compilation.report.hasErrors else {
      try command.output.print(compilation.report, to: .output)
      Terminal.write("nothing was probed, because the configuration has errors\n", to: .error)
      return 1
    }
    var report = compilation.report
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
    if outcomes.contains(where: \.isInterrupted) { return 130 }
    if outcomes.contains(where: \.couldNotRun) { return 2 }
    return report.hasErrors ? 1 : 0
  }

  private func probe(_ compilation: Compilation) -> [ProbeOutcome] {
    let services = command.services
    let endpoints = command.endpoints.compactMap(ServiceEndpoint.init)
    var plans = ProbePlan.all(compilation.sole.resolved, at: endpoints)
      .filter { services.contains($0.service) }
    for index in plans.indices {
      plans[index].request.timeout = command.milliseconds ?? 5000
      plans[index].request.permission = command.writes ? .write : .readOnly
    }
    var runner = ProbeRunner(plans, progress: PreflightProgress(quiet: command.output.quiet))
    return runner.run()
  }
}
