import Diagnostics
import Documents
import Emitters
import Foundation
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// Several files of values are merged as Helm merges them, with every null.
@Suite struct HelmValuesTests {
  @Test(.comparing(with: .helm))
  func mergesFilesAsHelmDoes() throws {
    var generator = DeploymentGenerator(seed: 16_180)
    var disagreements = Disagreements(seed: generator.seed)
    var cases: [(base: String, overlay: String, rendered: String)] = []
    for _ in 0..<400 {
      let base = generator.deployment()
      let texts = [base, generator.overlay(of: base)].map { JSONDocument.render($0, .compact) }
      let compilation = Check.compile(("values.yaml", texts[0]), ("overlay.yaml", texts[1]))
      guard !compilation.report.hasErrors else { continue }
      var report = compilation.report
      let artifacts = Compiler.render(compilation, HelmEmitter.self, EmitOptions(), &report)
      guard let artifact = artifacts.first else {
        disagreements.add((texts[0] + "\n" + texts[1]).utf8, "no artifact, and no error")
        continue
      }
      cases.append((texts[0], texts[1], artifact.text))
    }
    let wanted = try Oracle.helm.answers(cases.map { .objects(.standIn, $0.base, $0.overlay) })
    let found = try Oracle.helm.answers(cases.map { .objects(.standIn, $0.rendered) })
    for (one, (wanted, found)) in zip(cases, zip(wanted, found)) {
      let text = (one.base + "\n" + one.overlay).utf8
      switch (wanted, found) {
      case (.accepted(let wanted, _), .accepted(let found, _)):
        if let difference = found.difference(from: wanted) { disagreements.add(text, difference) }
      case (.refused(let why), _): disagreements.add(text, "no error, and refused: \(why)")
      case (_, .refused(let why)): disagreements.add(text, "rendered values refused: \(why)")
      }
    }
    print("merged: \(cases.count) of 400 pairs of files")
    #expect(cases.count > 100)
    disagreements.report()
  }

  /// Plain scalars of every kind of resolution, below a key that the tool doesn't know.
  @Test(.comparing(with: .helm))
  func readsPlainScalarsAsHelmDoes() throws {
    var disagreements = Disagreements()
    // A byte order mark inside of text is reported, though Helm reads it.
    let texts = YAMLSamples.scalars.filter { !$0.unicodeScalars.contains("\u{FEFF}") }.map {
      "global:\n  host: https://wandb.example.com\n  unknownSection:\n    a: \($0)\n"
    }
    let answers = try Oracle.helm.answers(texts.map { .values($0) })
    let outputs = texts.map { text -> String? in
      let compilation = Check.yaml(text)
      guard !compilation.report.hasErrors else { return nil }
      var report = compilation.report
      return Compiler.render(compilation, HelmEmitter.self, EmitOptions(), &report).first?.text
    }
    let again = try Oracle.helm.answers(outputs.map { .values($0 ?? "{") })
    for (text, (wanted, found)) in zip(texts, zip(answers, again)) {
      switch (wanted, found) {
      case (.accepted(let wanted, _), .accepted(let found, _)):
        if let difference = found.difference(from: wanted) {
          disagreements.add(text.utf8, difference)
        }
      case (.refused, .refused): continue
      default: disagreements.add(text.utf8, "Helm reads \(wanted), rendered \(found)")
      }
    }
    disagreements.report()
  }
}
