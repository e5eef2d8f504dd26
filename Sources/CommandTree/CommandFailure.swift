import Diagnostics
import Reporting

/// Why a command could not run: wrong usage, or a file that can't be read or written (exit 2).
struct CommandFailure: Error {
  let message: String
  /// What is wrong with a file that configures the run, instead of a message.
  let report: Report?

  init(message: String) {
    (self.message, report) = (message, nil)
  }

  /// The mistakes in a project file or a baseline, because of which nothing was checked.
  init(_ report: Report) {
    (message, self.report) = ("", report)
  }

  /// What is printed, with its line break.
  var text: String {
    guard let report else { return "error: \(message.printable)\n" }
    return TextRenderer(.findingsOnly).render(Findings(report, detail: .frames))
  }
}
