import Diagnostics
import ConfigSyntax

/// Blocks of `*_override.tf`, which change the blocks of other files instead of adding to them.
extension RootReader {
  /// The blocks after the changes of `files`: the blocks of each override file, in reading order.
  mutating func override(_ blocks: [HCLBlock], with files: [[HCLBlock]]) -> [HCLBlock] {
    guard !files.isEmpty else { return blocks }
    var overrides = BlockOverrides(of: blocks)
    for file in files { overrides.add(file) }
    for name in overrides.withoutBase { reportBase(name) }
    return overrides.result
  }

  private mutating func reportBase(_ name: Located) {
    guard !module.isDamaged else { return }
    bag.report(
      Diagnostic(
        TerraformProblem.undeclaredReference,
        "an override file changes `\(name.value)`, which no other file declares", at: name.span))
  }
}
