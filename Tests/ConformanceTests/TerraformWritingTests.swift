import Documents
import Foundation
import Generators
import Pipeline
import TestSupport
import Testing

/// What our writer of HCL writes is as `terraform fmt` leaves it, and is read back as it was.
@Suite struct TerraformWritingTests {
  @Test(.comparing(with: .terraformFormat))
  func isFormattedAsTerraformFormatsHandWrittenDocuments() throws {
    try checkFormat(HCLDocumentSamples.documents, Disagreements())
  }

  @Test(.comparing(with: .terraformFormat))
  func isFormattedAsTerraformFormatsGeneratedDocuments() throws {
    var generator = HCLDocumentGenerator(seed: 65_537)
    let documents = (0..<600).map { _ in generator.document() }
    try checkFormat(documents, Disagreements(seed: generator.seed))
  }

  @Test(.comparing(with: .terraformFormat))
  func alignsKeysOfEveryScriptAsTerraformDoes() throws {
    let documents = Self.data.cases.map(\.document) + HCLScripts.keys
    try checkFormat(documents, Disagreements(seed: Self.data.seed))
  }

  @Test(.comparing(with: .terraformFormat))
  func takesOnlyNamesThatTerraformTakes() throws {
    try checkFormat([HCLScripts.names], Disagreements())
  }

  @Test func isReadBackByOurselves() {
    var disagreements = Disagreements(seed: Self.data.seed)
    for entry in Self.data.cases {
      let text = Array(entry.document.render().utf8)
      let data = PlainData.read(
        .file(name: "x.tfvars", bytes: text, format: .hcl), environment: { _ in nil })
      guard let value = data.values?.first else {
        disagreements.add(text, "we refuse what we wrote")
        continue
      }
      if let difference = JSONTree(value).difference(from: entry.tree) {
        disagreements.add(text, difference)
      }
    }
    print("own reader: \(Self.data.cases.count) cases")
    disagreements.report()
  }

  @Test(.comparing(with: .terraform))
  func isReadBackByTerraform() throws {
    var disagreements = Disagreements(seed: Self.data.seed)
    let sample = Self.data.cases.enumerated().filter { $0.offset % 8 == 0 }.map(\.element)
    let texts = sample.map { Array($0.document.render().utf8) }
    for (index, answer) in try Oracle.terraform.answers(texts).enumerated() {
      switch answer {
      // Terraform could not print what it read: `tfvars_oracle.py` says why.
      case .refused("jsonencode"): continue
      case .refused(let why): disagreements.add(texts[index], "terraform refuses it: \(why)")
      case .accepted(let tree, _):
        // Names in front of `=` inside text are variables of the oracle, and null.
        let expected = sample[index].tree
        let names = Set(expected.names)
        if let difference = tree.only(names).difference(from: expected) {
          disagreements.add(texts[index], difference)
        }
      }
    }
    disagreements.report()
  }

  // MARK: Cases

  /// A values file and the data that it sets.
  private struct Case {
    let document: HCLDocument
    let tree: JSONTree
  }

  private static let data: (cases: [Case], seed: UInt64) = {
    var generator = ValueGenerator(seed: 524_287)
    let texts = (YAMLSamples.scalars + YAMLSamples.quoted + ValueGenerator.pieces).flatMap {
      [$0, "$\($0){", "%\($0)", "a\n\($0)\nb\n", "\($0)a\n b\n"]
    }
    let alone = stride(from: 0, to: texts.count, by: 8).map { start in
      texts[start..<min(start + 8, texts.count)].enumerated().flatMap { index, text in
        [
          ("a\(index)", DocumentValue.string(text)),
          ("b\(index)", .object(.init([(text, .array([.string(text)])), ("key", .null)]))),
        ]
      }
    }
    let trees = (0..<400).map { _ in
      (0...generator.roll(4)).map { ("v\($0)", generator.value(depth: 1)) }
    }
    return ((alone + trees).compactMap(Self.entry), generator.seed)
  }()

  private static func entry(_ members: [(String, DocumentValue)]) -> Case? {
    var body = HCLDocument.Body()
    for (key, value) in members {
      guard let name = HCLDocument.Name(key), let value = HCLDocument.Expression(value) else {
        return nil
      }
      body.append(.attribute(name, value))
    }
    let tree = JSONTree(.object(.init(members.map { ($0.0, $0.1.normalized) })))
    return Case(document: HCLDocument(body), tree: tree)
  }

  // MARK: Format

  private func checkFormat(_ documents: [HCLDocument], _ start: Disagreements) throws {
    var disagreements = start
    let folder = try Scratch()
    let texts = documents.map { $0.render() }
    for (index, text) in texts.enumerated() {
      try Data(text.utf8).write(to: folder.url("\(index).tf"))
    }
    let remarks = try Oracle.terraformFormat.remarks(
      about: folder.url("."), count: Set(texts.map { Array($0.utf8) }).count)
    if !remarks.text.isEmpty || !remarks.errors.isEmpty {
      disagreements.add(remarks.text.utf8.prefix(4000), "terraform fmt changes files")
      disagreements.add(remarks.errors.utf8.prefix(4000), "terraform fmt complains")
    }
    disagreements.report()
  }
}

extension DocumentValue {
  /// With every text in normalisation form C, as Terraform reads it.
  fileprivate var normalized: DocumentValue {
    switch self {
    case .string(let text): .string(text.precomposedStringWithCanonicalMapping)
    case .array(let elements): .array(elements.map(\.normalized))
    case .object(let members):
      .object(
        .init(
          members.entries.map {
            ($0.key.precomposedStringWithCanonicalMapping, $0.value.normalized)
          }))
    default: self
    }
  }
}

extension JSONTree {
  fileprivate var names: [[UInt8]] {
    if case .object(let members) = self { Array(members.keys) } else { [] }
  }

  fileprivate func only(_ names: Set<[UInt8]>) -> JSONTree {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { names.contains($0.key) })
  }
}
