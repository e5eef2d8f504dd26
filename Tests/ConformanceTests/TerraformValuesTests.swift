import Diagnostics
import Documents
import Foundation
import Generators
import Pipeline
import TestSupport
import Testing

/// Our reader of values files takes and refuses what `terraform -var-file` does, and reads the same.
@Suite struct TerraformValuesTests {
  @Test(.comparing(with: .terraform))
  func readsHandWrittenFilesAsTerraformDoes() throws {
    let texts = TfvarsSamples.values.map { "a = \($0)\n" } + TfvarsSamples.documents
    try compare(unique(texts), Disagreements())
  }

  @Test(.comparing(with: .terraform))
  func readsGeneratedFilesAsTerraformDoes() throws {
    var generator = TfvarsTextGenerator(seed: 20_261_121)
    let texts = (0..<250).map { _ in generator.document() }
    try compare(unique(texts), Disagreements(seed: generator.seed))
  }

  @Test(.comparing(with: .terraform))
  func readsDamagedFilesAsTerraformDoes() throws {
    var generator = TfvarsTextGenerator(seed: 4_711)
    let texts = (0..<250).map { _ in generator.damagedDocument() }
    try compare(unique(texts), Disagreements(seed: generator.seed))
  }

  @Test(.comparing(with: .terraform))
  func readsJSONAsTerraformDoes() throws {
    try compare(unique(TfvarsSamples.json), Disagreements())
  }

  private func unique(_ texts: [String]) -> [[UInt8]] {
    var seen: Set<[UInt8]> = []
    return texts.map { Array($0.utf8) }.filter { seen.insert($0).inserted }
  }

  private func compare(_ texts: [[UInt8]], _ start: Disagreements) throws {
    var disagreements = start
    let answers = try Oracle.terraform.answers(texts)
    for (text, answer) in zip(texts, answers) {
      let values = PlainData.read(
        .file(
          name: text.first == UInt8(ascii: "{") ? "x.tfvars.json" : "x.tfvars", bytes: text,
          format: .hcl), environment: { _ in nil }
      ).values
      switch (values?.first, answer) {
      case (nil, .refused): continue
      case (nil, .accepted): disagreements.add(text, "we refuse what terraform reads")
      case (_?, .refused(let why)):
        disagreements.add(text, "we read what terraform refuses: \(why)")
      case (let value?, .accepted(let tree, _)):
        if let difference = set(JSONTree(value)).difference(from: set(tree)) {
          disagreements.add(text, difference)
        }
      }
    }
    disagreements.report()
  }

  /// Without the variables that are null: those that a file does not set are so as well.
  private func set(_ tree: JSONTree) -> JSONTree {
    guard case .object(let members) = tree else { return tree }
    return .object(members.filter { $0.value != .null })
  }
}
