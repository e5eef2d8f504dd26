import Diagnostics
import Foundation
import Terraform
import TestSupport
import Testing

/// Root modules are taken and refused as `terraform validate` and `terraform plan` do.
@Suite(.comparing(with: .terraformRoot))
struct RootDirectoryTests {
  @Test func judgesDirectoriesAsTerraformDoes() throws {
    var disagreements = Disagreements()
    let samples = RootDirectorySamples.all
    let answers = try Oracle.terraformRoot.answers(
      samples.map { try [UInt8](JSONEncoder().encode($0)) })
    for (sample, answer) in zip(samples, answers) {
      var bag = DiagnosticBag()
      _ = sample.read(&bag)
      let text = Array(("\(sample.files) \(sample.arguments)").utf8)
      // Without any value given, a variable that lacks one is no finding of ours.
      let isUnset = answer == .refused("Error: No value for required variable")
      // Nor is a default that a validation refuses, as long as nothing assigns the variable.
      let isOpen = answer == .refused("Error: Invalid value for variable")
      switch (bag.hasErrors, answer) {
      case (true, .accepted):
        disagreements.add(
          text,
          "we refuse what terraform takes: "
            + bag.sorted.map(\.message.text).joined(separator: "; "))
      case (false, .refused(let why)) where !isUnset && !isOpen:
        disagreements.add(text, "we take what terraform refuses: \(why)")
      default: continue
      }
    }
    disagreements.report()
  }
}
