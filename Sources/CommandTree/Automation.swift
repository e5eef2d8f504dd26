import Diagnostics
import Glibc
import Reporting

/// The CI system that a job runs in, which shows findings in its own way.
enum Automation {
  case github, gitlab

  /// What the environment says: both systems set a variable of their own in every job.
  static var current: Automation? {
    if Terminal.variable("GITHUB_ACTIONS") == "true" { return .github }
    return Terminal.variable("GITLAB_CI") == "true" ? .gitlab : nil
  }

  /// How files are named: a job may run in a folder of the repository.
  var paths: PathBase {
    let root = Terminal.variable(self == .github ? "GITHUB_WORKSPACE" : "CI_PROJECT_DIR")
    guard let root, root.hasPrefix("/"), let current = FileSystem.resolved(".") else {
      return .current
    }
    return PathBase(root: FileSystem.resolved(root) ?? root, current: current)
  }

  /// Appends findings to the summary of the job, if the system names a file for it.
  ///
  /// GitHub refuses a summary of more than a mebibyte, so what other commands wrote counts.
  static func addToJobSummary(_ findings: Findings, _ paths: PathBase) {
    guard let path = Terminal.variable("GITHUB_STEP_SUMMARY"), !path.isEmpty else { return }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return reportFailure(path) }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    let text = GitHubSummary(paths).render(findings, limit: GitHubSummary.limit - size)
    let isWritten = Array(text.utf8).withUnsafeBytes { FileSystem.write($0, to: descriptor) }
    if !isWritten { reportFailure(path) }
  }

  /// The summary is an extra, so a failure does not change the exit status.
  private static func reportFailure(_ path: String) {
    let failure = FileSystem.failure("can't write the job summary", path)
    Terminal.write("warning: \(failure.message.printable)\n", to: .error)
  }
}
