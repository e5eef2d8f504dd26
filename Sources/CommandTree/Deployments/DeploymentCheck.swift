import Diagnostics
import Pipeline
import Project
import Reporting
import Settings

/// Checks deployments one by one: what they share, and what is kept of each.
///
/// A compilation is dropped with everything that was read for it, and only the records stay.
struct DeploymentCheck: Sendable {
  private let options: Compiler.Options
  private let files: InputFiles
  /// What follows the files of every deployment.
  private let overrides: [Input]
  private let selection: FindingSelection
  private let detail: RecordDetail
  private let frameWidth: Int
  /// What each deployment begins with: most files belong to one of them.
  private let baseline: BaselineMatch?

  /// What became of a request.
  enum Outcome: Sendable {
    case checked(Findings, BaselineMatch?)
    /// A search found it, but W&B's settings are not in it.
    case foreign
    case unreadable(CommandFailure)
  }

  init(
    _ input: InputOptions, _ options: Compiler.Options, _ output: OutputOptions,
    baseline: BaselineFile? = nil
  ) throws(CommandFailure) {
    self.options = options
    files = InputFiles(input)
    overrides = try input.overrides()
    // The limit applies to all deployments together.
    selection = FindingSelection(output.selection.severities, limit: nil)
    detail = output.detail
    frameWidth = output.frameWidth(on: .output)
    self.baseline = baseline?.match
  }

  func outcome(of request: DeploymentRequest) -> Outcome {
    do {
      guard let compilation = try compilation(of: request) else { return .foreign }
      var report = compilation.report
      var match = baseline
      match?.apply(to: &report, options.policy)
      let findings = Findings(report, selection, detail: detail, frameWidth: frameWidth)
      return .checked(findings, match)
    } catch {
      return .unreadable(error)
    }
  }

  /// nil if none of the files is meant for W&B.
  func compilation(of request: DeploymentRequest) throws(CommandFailure) -> Compilation? {
    try inputs(of: request).map { Compiler.compile($0 + overrides, options) }
  }

  private func inputs(of request: DeploymentRequest) throws(CommandFailure) -> [Input]? {
    var files = files
    switch request.contents {
    case .unreadable(let failure): throw failure
    case .named:
      let found = try files.read(request.name)
      return try found + files.readModule(of: [request.name])
    case .directory(let paths): return try recognized(files.readFiles(paths))
    case .candidate:
      let found = try files.read(request.name)
      return try recognized(found + files.readModule(of: [request.name]))
    }
  }

  private func recognized(_ inputs: [Input]) -> [Input]? {
    InputRecognition(options.terraform, in: options.files).accepts(inputs) ? inputs : nil
  }
}
