import ArgumentParser
import Diagnostics
import Pipeline
import Settings

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", _superCommandName: WandbCfg.name,
    abstract: "Compare two configurations by meaning; exit 1 when they differ."
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard input.inputs.count == 2 else { throw ValidationError("exactly two inputs are required") }
  }

  func run() throws {
    let left = try input.compile(only: [input.inputs[0]])
    let right = try input.compile(only: [input.inputs[1]])
    // An input that does not parse, or that holds several configurations, can't be compared.
    var isBroken = false
    for side in [left, right] where side.hasSyntaxErrors {
      try output.print(side.report, to: .error)
      isBroken = true
    }
    for side in [left, right] {
      guard let refusal = side.severalInstallations else { continue }
      try output.print(side.report([refusal]), to: .error)
      isBroken = true
    }
    if isBroken { throw ExitCode(1) }
    let comparison = Comparison(left, right)
    Terminal.write(comparison.text, to: .output)
    if !comparison.differences.isEmpty { throw ExitCode(1) }
  }
}

extension Compilation {
  /// Whether some text could not be read; other findings do not prevent a comparison.
  var hasSyntaxErrors: Bool {
    let kinds: Set<DiagnosticID> = [ShapeProblem.mixedKinds, ShapeProblem.unsupportedKind]
    return report.findings.contains {
      $0.severity == .error && ($0.id.code.hasPrefix("WB1") || kinds.contains($0.id))
    }
  }
}
