import Diagnostics
import ArgumentParser
import Pipeline

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check a configuration and report every problem.")

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let compilation = try input.compile()
    let masks = compilation.bag.isEmpty ? [] : compilation.masks
    try output.print(compilation.bag, compilation.sources, masks: masks, to: .output)
    // The tree of a large input takes longer to free than to check; the kernel frees it at once.
    withExtendedLifetime(compilation) { Terminal.exit(compilation.bag.hasErrors ? 1 : 0) }
  }
}
