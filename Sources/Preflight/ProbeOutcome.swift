package import Diagnostics
package import Probing

/// What a probe found, step by step.
package struct ProbeOutcome: Sendable {
  package let plan: ProbePlan
  package private(set) var steps: [Step] = []
  /// The certificates that servers presented, in PEM.
  package private(set) var presented: [String] = []
  /// Whether the user ended the run before the probe.
  package private(set) var isInterrupted = false
  /// What the probe created and did not remove.
  package private(set) var leftovers: [String] = []

  /// One step; times are milliseconds since the first probe started.
  package struct Step: Sendable {
    package let name: String
    package let role: Role
    package let start: Int64
    package var end: Int64
    /// Nil while it runs.
    package var outcome: ProbeEvent.Outcome?
    package var detail = ""
    package var failures: [ProbeFailure] = []

    /// How it went, by the most severe of its findings.
    package var verdict: Verdict {
      guard outcome != .skipped, outcome != nil else { return .skipped }
      let severities = failures.compactMap { PreflightProblem.find($0.problem)?.id.severity }
      if severities.contains(.error) { return .failed }
      if severities.contains(.warning) { return .warned }
      return outcome == .failed ? .skipped : .passed
    }
  }

  /// How a step went; the raw value is the word for it in reports.
  package enum Verdict: String, CaseIterable, Sendable {
    case passed, warned, failed, skipped
  }

  /// An outcome without steps; `leftovers` are for a probe that only removes them.
  package init(_ plan: ProbePlan, leftovers: [String] = []) {
    (self.plan, self.leftovers) = (plan, leftovers)
  }

  /// Takes the next event of the probe.
  package mutating func add(_ event: ProbeEvent, at time: Int64) {
    switch event {
    case .began(let name, let role):
      steps.append(Step(name: name, role: role, start: time, end: time))
    case .found(let failure):
      guard let step = steps.last else { return }
      steps[steps.count - 1].failures.append(certain(failure, in: step))
    case .ended(let outcome, let detail):
      guard !steps.isEmpty else { return }
      steps[steps.count - 1].end = time
      steps[steps.count - 1].outcome = outcome
      steps[steps.count - 1].detail = detail
    case .created(let name): leftovers.append(name)
    case .removed(let name): leftovers.removeAll { $0 == name }
    case .presented(let chain): presented.append(chain)
    case .finished: break
    }
  }

  /// A failure, or why it is not certain: an authority that is not known here may have signed.
  private func certain(_ failure: ProbeFailure, in step: Step) -> ProbeFailure {
    guard failure.problem == ConnectionProblem.certificateNotTrusted.rawValue,
      let reason = plan.unknownAuthorities
    else { return failure }
    return ProbeFailure(
      ConnectionProblem.stepSkipped, [.name: step.name, .reply: reason], blaming: .authority)
  }

  /// Ends the running step, or one of its own, because the probe was killed or died.
  package mutating func stop(_ failure: ProbeFailure, at time: Int64) {
    if steps.last?.outcome != nil || steps.isEmpty {
      add(.began(step: "runs", role: plan.primary), at: time)
    }
    add(.found(failure), at: time)
    add(.ended(.failed, ""), at: time)
  }

  /// Records what could not be removed.
  package mutating func reportLeftovers(at time: Int64) {
    guard !leftovers.isEmpty else { return }
    add(.began(step: "cleans up", role: plan.primary), at: time)
    for name in leftovers {
      add(.found(ProbeFailure(ConnectionProblem.leftBehind, [.name: name])), at: time)
    }
    add(.ended(.failed, ""), at: time)
  }

  /// Records that the value without which nothing can be probed is not known.
  package mutating func skip(at time: Int64) {
    let (role, step) = (plan.primary, "runs")
    let reason = plan.request.lacking[role] ?? "nothing is configured"
    add(.began(step: step, role: role), at: time)
    add(
      .found(ProbeFailure(ConnectionProblem.stepSkipped, [.name: step, .reply: reason])), at: time)
    add(.ended(.skipped, reason), at: time)
  }

  /// Ends the running step because the user interrupted the run.
  package mutating func interrupt(at time: Int64) {
    isInterrupted = true
    if let last = steps.last, last.outcome == nil { add(.ended(.skipped, "interrupted"), at: time) }
  }

  /// Takes over what a second probe, which only removes objects, could not remove.
  package mutating func adoptLeftovers(of removal: ProbeOutcome) { leftovers = removal.leftovers }

  /// Whether the probe itself failed, not the service.
  package var couldNotRun: Bool {
    steps.contains { step in
      step.failures.contains { $0.problem == ConnectionProblem.probeEnded.rawValue }
    }
  }

  /// The step that runs, or the last one.
  package var current: Step? { steps.last }

  package func count(_ verdict: Verdict) -> Int { steps.count { $0.verdict == verdict } }

  /// The findings, each at the setting to blame.
  package var findings: [Diagnostic] {
    steps.flatMap { step in step.failures.map { finding($0, in: step) } }
  }

  private func finding(_ failure: ProbeFailure, in step: Step) -> Diagnostic {
    let problem = PreflightProblem.find(failure.problem) ?? ConnectionProblem.probeEnded
    let context = ProblemContext(plan, step.name, failure.facts)
    let anchor = plan.anchor(failure.role ?? step.role)
    var diagnostic = Diagnostic(
      problem.id, problem.message(context), at: anchor?.span ?? SourceSpan(FileID(0), 0, 0))
    diagnostic.setting = anchor?.setting
    diagnostic.via = anchor?.via ?? []
    diagnostic.help = problem.help(context)
    return diagnostic
  }
}
