import Diagnostics
import Glibc
import Preflight
import Probing

/// A line for each probe on a terminal, replaced while they run.
struct PreflightProgress {
  private let isShown: Bool
  private var lines = 0

  /// Shows nothing where there is no terminal, or where the lines would not fit on it.
  init(_ plans: [ProbePlan]) {
    var size = winsize()
    let rows = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_row) : 0
    isShown = Terminal.isTerminal(.error) && plans.count < rows
  }

  /// For a run that prints only errors.
  static let silent = PreflightProgress([])

  /// Shows the running step of every probe.
  mutating func show(_ outcomes: [ProbeOutcome]) {
    guard isShown else { return }
    let text = outcomes.map { Self.line($0) + "\n" }.joined()
    Terminal.write(erasure + text, to: .error)
    lines = outcomes.count
  }

  /// Removes the lines: the report follows.
  mutating func end() {
    guard isShown else { return }
    Terminal.write(erasure, to: .error)
    lines = 0
  }

  private var erasure: String { lines == 0 ? "" : "\u{1B}[\(lines)A\r\u{1B}[J" }

  private static func line(_ outcome: ProbeOutcome) -> String {
    let name = outcome.plan.service.rawValue
    let padded = name + String(repeating: " ", count: max(0, 14 - name.count))
    guard let step = outcome.current else { return "  \(padded)" }
    let state =
      switch step.outcome {
      case nil: "\(step.name) …"
      case .passed, .failed, .skipped: "\(outcome.count(.passed)) passed"
      }
    return String("  \(padded)\(state)".printable.prefix(Terminal.width(of: .error) - 1))
  }
}
