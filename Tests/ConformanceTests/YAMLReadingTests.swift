import Diagnostics
import Documents
import Foundation
import Generators
import Pipeline
import TestSupport
import Testing

/// Our reader of YAML takes and refuses what Helm's does, and reads the same data.
@Suite struct YAMLReadingTests {
  @Test(.comparing(with: .sigsYAML))
  func readsHandWrittenTextAsHelmDoes() throws {
    try compare(YAMLSamples.all, Disagreements())
  }

  @Test(.comparing(with: .sigsYAML))
  func readsGeneratedTextAsHelmDoes() throws {
    var generator = YAMLTextGenerator(seed: 20_261_121)
    let texts = (0..<1200).map { _ in generator.document() }
    try compare(unique(texts), Disagreements(seed: generator.seed))
  }

  @Test(.comparing(with: .sigsYAML))
  func readsDamagedTextAsHelmDoes() throws {
    var generator = YAMLTextGenerator(seed: 4_711)
    let texts = (0..<1200).map { _ in generator.damagedDocument() }
    try compare(unique(texts), Disagreements(seed: generator.seed))
  }

  /// Each text once, in order; equal bytes, not equal characters.
  private func unique(_ texts: [String]) -> [[UInt8]] {
    var seen: Set<[UInt8]> = []
    return texts.map { Array($0.utf8) }.filter { seen.insert($0).inserted }
  }

  private func compare(_ texts: [[UInt8]], _ start: Disagreements) throws {
    var disagreements = start
    let answers = try Oracle.sigsYAML.answers(texts)
    for (text, answer) in zip(texts, answers) where YAMLDeviation.reason(text, answer) == nil {
      let data = PlainData.read(
        .file(name: "x.yaml", bytes: text, format: .yaml), environment: { _ in nil })
      // `1e3` and `1_000` are two keys of a Go map and one of JSON: which one stays is chance there.
      let isChance = data.report.findings.contains { finding in
        finding.id.code == "WB1006"
          && finding.related.contains {
            data.report.sources.text($0.span) != data.report.sources.text(finding.span)
          }
      }
      guard !isChance else { continue }
      let values = data.values
      switch (values?.first, answer) {
      case (nil, .refused): continue
      case (nil, .accepted):
        disagreements.add(text, "we refuse what Helm reads")
      case (_?, .refused(let why)):
        disagreements.add(text, "we read what Helm refuses: \(why)")
      case (let value?, .accepted(let tree, _)):
        let json = JSONDocument.render(value, .compact)
        guard let own = JSONTree(json.utf8) else {
          disagreements.add(text, "we write what is no JSON: \(json)")
          continue
        }
        if let difference = own.difference(from: tree) { disagreements.add(text, difference) }
      }
    }
    disagreements.report()
  }
}

/// Where we mean to differ from Helm's reader.
enum YAMLDeviation {
  /// Why nothing is compared; nil where the two must agree.
  static func reason(_ text: [UInt8], _ answer: Oracle.Answer) -> String? {
    if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) {
      return "go-yaml reads UTF-16; every input of ours is UTF-8 (WB1001)"
    }
    if case .accepted(_, .some) = answer {
      return "Helm stops behind the first document; we read the stream, and refuse its damage"
    }
    return LibraryDifference.reason(String(decoding: text, as: UTF8.self), answer)
  }
}

/// Where libyaml 0.2.5, which reads for us, is newer or stricter than the scanner of go-yaml 2.4.
///
/// Each of them is a form that nobody writes on purpose; we read what YAML says, or refuse what one
/// of the two refuses.
private enum LibraryDifference {
  static func reason(_ text: String, _ answer: Oracle.Answer) -> String? {
    if text.dropFirst().unicodeScalars.contains("\u{FEFF}") {
      return "a byte-order mark inside the text is refused (WB1001); go-yaml keeps it"
    }
    if text.contains("\\'") { return "libyaml refuses the escape `\\'`, which YAML does not have" }
    if text.contains(/![^ \n]*[,\[\]{}]/) {
      return "go-yaml takes `,` and brackets into a tag"
    }
    if text.contains(/[\[{,][^\n]*:[,\]}]/) {
      return "libyaml refuses a plain scalar that ends in `:` inside brackets"
    }
    if case .accepted = answer, text.contains(/\.(inf|Inf|INF|nan|NaN|NAN)/) {
      return "an infinite number that is overridden later is refused all the same"
    }
    return nil
  }
}
