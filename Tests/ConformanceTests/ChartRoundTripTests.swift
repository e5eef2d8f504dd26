import Documents
import Emitters
import Foundation
import Pipeline
import TestSupport
import Testing

/// Chart values that no setting stands for come out as they went in, by the word of other readers.
@Suite struct ChartRoundTripTests {
  @Test(.comparing(with: .sigsYAML, .pyYAML))
  func keepsHelmValues() throws {
    var generator = ChartValuesGenerator(seed: 31_415)
    let inputs = (0..<250).map { _ in generator.chart() }
    try compare(inputs, HelmEmitter.self, below: [], Disagreements(seed: generator.seed))
  }

  @Test(.comparing(with: .sigsYAML, .pyYAML))
  func keepsCustomResources() throws {
    var generator = ChartValuesGenerator(seed: 27_182)
    let inputs = (0..<250).map { _ in generator.resource() }
    try compare(
      inputs, OperatorEmitter.self, below: ["spec", "values"], Disagreements(seed: generator.seed))
  }

  private func compare(
    _ inputs: [DocumentValue], _ emitter: any Emitter.Type, below path: [String],
    _ start: Disagreements
  ) throws {
    var disagreements = start
    // Compact JSON is YAML, so the input owes nothing to our writer.
    let texts = inputs.map { Array((escaped(JSONDocument.render($0, .compact)) + "\n").utf8) }
    let outputs = texts.map { text in
      let input = Input.file(name: "values.yaml", bytes: text, format: .yaml)
      let compilation = Compiler.compile([input], Check.options)
      var report = compilation.report
      return Compiler.render(compilation, emitter, EmitOptions(), &report).first?.text
    }
    let written = outputs.map { Array(($0 ?? "").utf8) }
    let expected = try Oracle.sigsYAML.answers(texts)
    for oracle in [Oracle.sigsYAML, .pyYAML] {
      let actual = try oracle.answers(written)
      for (number, (expected, actual)) in zip(expected, actual).enumerated() {
        guard case .accepted(let wanted, _) = expected else {
          disagreements.add(texts[number], "a case that Helm refuses: \(expected)")
          continue
        }
        guard outputs[number] != nil, case .accepted(let found, _) = actual else {
          disagreements.add(texts[number], "\(oracle.name): no artifact, or \(actual)")
          continue
        }
        let difference = ChartValuesGenerator.decoded(found, below: path)
          .difference(from: ChartValuesGenerator.decoded(wanted, below: path))
        if let difference { disagreements.add(texts[number], "\(oracle.name): \(difference)") }
      }
    }
    disagreements.report()
  }

  /// JSON with escapes for what JSON allows in quotes and YAML does not: controls and line breaks.
  private func escaped(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar.value {
      case 0x7F...0x9F, 0x2028, 0x2029, 0xFDD0...0xFDEF, 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
        result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
