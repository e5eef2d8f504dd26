import Documents
import Foundation
import Generators
import Pipeline
import TestSupport
import Testing

/// What our writer of YAML writes is read back, by every reader, as the data that it was.
@Suite struct YAMLWritingTests {
  private struct Case {
    let value: DocumentValue
    let text: [UInt8]

    init(_ value: DocumentValue) {
      self.value = value
      text = Array(YAMLDocument.render(value).utf8)
    }
  }

  /// Every nasty text alone, as value, element and key, then trees of them.
  private static let cases: [Case] = {
    let texts = Set(
      (YAMLSamples.scalars + YAMLSamples.quoted + ValueGenerator.pieces).map { Array($0.utf8) }
    ).sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    let pairs = ValueGenerator.pieces.flatMap { piece -> [String] in
      [" \(piece)\nb", "\n\(piece)", "a\n\(piece)", "a\n\(piece)\n", "\(piece)\n\n", "a\(piece)"]
    }
    let lengths = [200, 201, 996, 997, 998, 999, 1000, 1001, 1022, 1023, 1024, 1025, 3000]
    let long = lengths.flatMap { count -> [String] in
      ["k", "é", "k l"].map { String(repeating: $0, count: count / $0.count) }
    }
    let alone = (texts + pairs + long).map(everywhere)
    var generator = ValueGenerator(seed: 8_128)
    return (alone + (0..<700).map { _ in generator.document() }).map(Case.init)
  }()

  /// `text` as key, as value and as element, at the root and below.
  private static func everywhere(_ text: String) -> DocumentValue {
    let null = DocumentValue.object(.init([(text, .null)]))
    let nested = DocumentValue.array([.array([.string(text)])])
    var members: [(key: String, value: DocumentValue)] = [
      ("a list", .array([.string(text), null])), ("a mapping", .object(.init([(text, nested)]))),
    ]
    members.append((text, .string(text)))
    return .object(.init(members))
  }

  private static let seed = ValueGenerator(seed: 8_128).seed

  @Test(.comparing(with: .sigsYAML))
  func isReadBackByHelm() throws { try compare(Oracle.sigsYAML) }

  @Test(.comparing(with: .pyYAML))
  func isReadBackByPyYAML() throws { try compare(Oracle.pyYAML) }

  @Test func isReadBackByOurselves() {
    var disagreements = Disagreements(seed: Self.seed)
    for entry in Self.cases {
      let data = PlainData.read(
        .file(name: "x.yaml", bytes: entry.text, format: .yaml), environment: { _ in nil })
      guard let value = data.values?.first else {
        disagreements.add(entry.text, "we refuse what we wrote")
        continue
      }
      if let difference = JSONTree(value).difference(from: JSONTree(entry.value)) {
        disagreements.add(entry.text, difference)
      }
    }
    print("own reader: \(Self.cases.count) cases")
    disagreements.report()
  }

  private func compare(_ oracle: Oracle) throws {
    var disagreements = Disagreements(seed: Self.seed)
    let answers = try oracle.answers(Self.cases.map(\.text))
    for (entry, answer) in zip(Self.cases, answers) {
      switch answer {
      case .refused(let why): disagreements.add(entry.text, "\(oracle.name) refuses it: \(why)")
      case .accepted(let tree, _):
        if let difference = tree.difference(from: JSONTree(entry.value)) {
          disagreements.add(entry.text, difference)
        }
      }
    }
    disagreements.report()
  }
}
