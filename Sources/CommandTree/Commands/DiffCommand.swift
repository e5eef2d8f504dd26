import ArgumentParser
import Diagnostics
import Pipeline

/// `diff`: compares the settings of two inputs, whatever their formats.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", _superCommandName: WandbCfg.name,
    abstract: "Compare two configurations by meaning; exit 1 when they differ.",
    usage: "\(WandbCfg.name) diff [<options>] <input> <input>"
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
    for side in [left, right] where side.hasUnreadText {
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
