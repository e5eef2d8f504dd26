import Diagnostics
import Pipeline
import Project
import Reporting

/// A baseline on the disk, whose paths begin at its folder.
struct BaselineFile {
  private let path: String
  private let folder: String
  private let baseline: Baseline

  /// Reads and checks the file.
  init(reading path: String) throws(CommandFailure) {
    let (baseline, report) = Baseline.read(try FileSystem.source(path))
    guard report.isEmpty else { throw CommandFailure(report) }
    (self.path, self.baseline) = (path, baseline)
    folder = Self.folder(of: path)
  }

  /// The folder of a baseline: the working directory for standard output.
  private static func folder(of path: String?) -> String {
    WorkingDirectory.absolute(FileSystem.prefix(of: path ?? ""))
  }

  /// The name of an input in the fingerprints of a baseline at `path`.
  private static func naming(
    below folder: String
  ) -> @Sendable (SourceFile) -> String {
    { file in file.path.map { WorkingDirectory.relative($0, to: folder) } ?? file.name }
  }

  /// The baseline at the start of a run.
  var match: BaselineMatch {
    BaselineMatch(baseline, reason: "accepted in \(path)", naming: Self.naming(below: folder))
  }

  /// Prints the findings of a run that the baseline does not accept, and returns them.
  func print(
    _ compilation: Compilation, _ output: OutputOptions
  ) throws(CommandFailure) -> Report {
    var report = compilation.report
    var match = match
    match.apply(to: &report, compilation.policy)
    try output.print(report, to: .output)
    if !output.quiet { reportVanished(match) }
    return report
  }

  /// Says how many accepted findings no longer occur, after a run has used `match`.
  func reportVanished(_ match: BaselineMatch) {
    let count = match.vanished { !FileSystem.exists("\(folder)/\($0)") }
    guard count > 0 else { return }
    let verb = count == 1 ? "occurs" : "occur"
    Terminal.write(
      "\(count.counted("accepted finding")) no longer \(verb); run `wandb-cfg baseline create`\n",
      to: .error)
  }

  // MARK: Creating

  /// The text of a baseline that accepts what `reports` contain, for a file at `path`.
  static func text(accepting reports: [Report], at path: String?) -> String {
    var baseline = Baseline()
    let names = naming(below: folder(of: path))
    for report in reports {
      var own = Baseline()
      for fingerprint in FingerprintBuilder.fingerprints(of: report, naming: names) {
        own.add(fingerprint)
      }
      baseline.formUnion(own)
    }
    return baseline.text(DiagnosticCatalog.codes)
  }

  /// Writes a baseline, in the place of an earlier one at most.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    if FileSystem.isRegularFile(path), try !isBaseline(path) {
      throw CommandFailure(message: "can't replace \(path): it is not a baseline")
    }
    try ArtifactWriter.write(text, toFile: path)
  }

  private static func isBaseline(_ path: String) throws(CommandFailure) -> Bool {
    switch try FileSystem.read(path, limit: Limit.bytes.initial) {
    case .bytes(let old): old.isEmpty || ByteSearch.occurs("\"findings\"", in: old)
    case .tooLarge: false
    }
  }
}
