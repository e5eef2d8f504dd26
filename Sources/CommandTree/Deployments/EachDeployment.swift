import Diagnostics
import Pipeline
import Project
import Reporting
import Synchronization

/// `validate --each` and `--recursive`: every input, or what is below it, is a deployment.
struct EachDeployment {
  private let check: DeploymentCheck
  private let requests: [DeploymentRequest]
  private let skipped: SkippedEntries
  private let mustFind: Bool

  /// What came of all deployments.
  struct Result {
    let findings: Findings
    /// What could not be read.
    let failures: [CommandFailure]
    /// What of the baseline has occurred.
    let match: BaselineMatch?

    /// 2 if something could not be read: its findings are missing.
    var status: Int32 { failures.isEmpty ? findings.counts.errors > 0 ? 1 : 0 : 2 }
  }

  init(_ search: DeploymentSearch, _ check: DeploymentCheck) {
    (requests, skipped, mustFind) = (search.found, search.skipped, search.hasFolders)
    self.check = check
  }

  /// Checks all deployments; fails if there is none in the folders.
  func run(_ selection: FindingSelection) throws(CommandFailure) -> Result {
    var skipped = skipped
    var checked: [(name: String, findings: Findings)] = []
    var failures: [CommandFailure] = []
    var unread: [Findings.Unread] = []
    var match: BaselineMatch?
    for (request, outcome) in zip(requests, outcomes()) {
      switch outcome {
      case .checked(let findings, let own):
        checked.append((request.name, findings))
        if let own, match?.formUnion(own) == nil { match = own }
      case .foreign: skipped.foreign += 1
      case .unreadable(let failure):
        failures.append(failure)
        unread.append(Findings.Unread(request.name, reason: failure.message))
      }
    }
    let remark = skipped.summary
    guard !checked.isEmpty || !failures.isEmpty || !mustFind else {
      throw CommandFailure(
        message: "no deployment was found" + (remark.map { "; \($0)" } ?? ""))
    }
    var findings = Findings(joining: checked, selection)
    findings.remarks += [remark].compactMap(\.self)
    findings.unread = unread
    if !failures.isEmpty {
      findings.remarks.append("\(failures.count.counted("deployment")) could not be read")
    }
    return Result(findings: findings, failures: failures, match: match)
  }

  /// One for each request.
  private func outcomes() -> [DeploymentCheck.Outcome] {
    let (check, requests) = (check, requests)
    let progress = Terminal.isTerminal(.error) ? ProgressLine(total: requests.count) : nil
    defer { progress?.end() }
    return Workers.map(count: requests.count) {
      check.outcome(of: requests[$0])
    } finished: {
      progress?.update(done: $0)
    }
  }
}

/// The progress on a terminal.
private final class ProgressLine: Sendable {
  private let progress: Mutex<Progress>

  init(total: Int) { progress = Mutex(Progress(total: total, now: Terminal.milliseconds)) }

  func update(done: Int) {
    let text = progress.withLock { $0.text(done: done, now: Terminal.milliseconds) }
    if let text { Terminal.write(text, to: .error) }
  }

  func end() {
    if let text = progress.withLock({ $0.end }) { Terminal.write(text, to: .error) }
  }
}
