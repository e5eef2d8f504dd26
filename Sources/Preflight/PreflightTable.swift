import Diagnostics
import Probing

/// The report of all steps as text.
package enum PreflightTable {
  /// A paragraph for each probe, a line for each step: its outcome, its time, and what was seen.
  package static func text(_ outcomes: [ProbeOutcome]) -> String {
    outcomes.map { outcome in
      let heading = "\(outcome.plan.service.rawValue) \(outcome.plan.target)".printable
      return ([heading] + lines(outcome)).joined(separator: "\n") + "\n"
    }.joined()
  }

  private static func lines(_ outcome: ProbeOutcome) -> [String] {
    let width = outcome.steps.map(\.name.count).max() ?? 0
    return outcome.steps.map { step in
      let name = step.name + String(repeating: " ", count: width - step.name.count)
      let time = String(step.end - step.start)
      let padded = String(repeating: " ", count: max(0, 6 - time.count)) + time
      let text = "  \(mark(step)) \(name) \(padded) ms".printable
      // What is wrong is said in the findings.
      guard step.failures.isEmpty || step.verdict == .skipped, !step.detail.isEmpty else {
        return text
      }
      return "\(text)  \(step.detail.printable)"
    }
  }

  private static func mark(_ step: ProbeOutcome.Step) -> String {
    switch step.verdict {
    case .passed: "ok  "
    case .warned: "warn"
    case .failed: "fail"
    case .skipped: "skip"
    }
  }
}
