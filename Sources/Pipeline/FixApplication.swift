package import Diagnostics

/// Applies the fixes of a run's findings to its files, round by round.
///
/// A fix may uncover or block another one, so each round compiles again. It stops after ten rounds,
/// or when a round restores an earlier state.
package struct FixApplication: Sendable {
  /// The texts, each of which several inputs may share.
  package private(set) var texts: [[UInt8]]
  /// The compilation of the current texts.
  package private(set) var compilation: Compilation
  /// The number of findings whose fixes were applied.
  package private(set) var fixed = 0
  /// Texts whose fixes were not applied because they would break the syntax.
  package private(set) var refused: Set<Int> = []
  private let inputs: [Input]
  private let indices: [String: Int]
  private let options: Compiler.Options
  private let scope: FixIt.Applicability

  /// Compiles the inputs; `indices` maps the name of each input that may be fixed to a text index.
  package init(
    _ inputs: [Input], texts: [[UInt8]], indices: [String: Int], options: Compiler.Options,
    scope: FixIt.Applicability
  ) {
    (self.inputs, self.texts, self.options, self.scope) = (inputs, texts, options, scope)
    // `SourceFile` cleans names for display, and `sources` holds those.
    self.indices = Dictionary(
      indices.map { (SourceFile(name: $0.key, bytes: []).name, $0.value) }, uniquingKeysWith: min)
    compilation = Compiler.compile(inputs, options)
  }

  /// The number of findings, notes excluded.
  package var remaining: Int {
    compilation.report.count(.error) + compilation.report.count(.warning)
  }

  /// Applies rounds of fixes until nothing changes, at most ten.
  package mutating func run() {
    var earlier = [(texts: texts, fixed: fixed)]
    for _ in 0..<10 {
      let (edits, count) = chooseEdits()
      guard !edits.isEmpty else { return }
      let before = (texts, compilation)
      for text in edits.texts { texts[text] = edits.apply(to: texts[text], text: text) }
      compilation = Compiler.compile(current, options)
      let worse = edits.texts.filter { syntaxErrors(of: $0) > syntaxErrors(of: $0, before.1) }
      guard worse.isEmpty else {
        (texts, compilation) = before
        refused.formUnion(worse)
        continue
      }
      fixed += count
      if let same = earlier.first(where: { $0.texts == texts }) {
        fixed = same.fixed
        return
      }
      earlier.append((texts, fixed))
    }
  }

  private func chooseEdits() -> (edits: FixEdits, count: Int) {
    var edits = FixEdits()
    var count = 0
    for diagnostic in compilation.report.findings {
      for fix in diagnostic.fixes where scope == .unsafe || fix.applicability == .safe {
        guard let texts = texts(of: fix) else { continue }
        if case .added = edits.add(fix, to: texts) { count += 1 }
        break
      }
    }
    return (edits, count)
  }

  /// The text index of each edit; nil if one of the texts can't be changed.
  private func texts(of fix: PrintableDiagnostic.Fix) -> [Int]? {
    let found = fix.edits.compactMap { index(of: $0.span.file, compilation) }
    guard found.count == fix.edits.count, refused.isDisjoint(with: found) else { return nil }
    return found
  }

  private func index(of file: FileID, _ compilation: Compilation) -> Int? {
    indices[compilation.sources[file].name]
  }

  private func syntaxErrors(of text: Int, _ compilation: Compilation? = nil) -> Int {
    let compilation = compilation ?? self.compilation
    return compilation.report.findings.count {
      $0.severity == .error && $0.id.code.hasPrefix("WB1")
        && index(of: $0.span.file, compilation) == text
    }
  }

  private var current: [Input] {
    inputs.map { input in
      guard case .file(let name, _, let format) = input,
        let index = indices[SourceFile(name: name, bytes: []).name]
      else { return input }
      return .file(name: name, bytes: texts[index], format: format)
    }
  }
}
