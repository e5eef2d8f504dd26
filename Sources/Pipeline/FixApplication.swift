package import Diagnostics

/// Mends the files of a run with the fixes of its findings, round by round.
///
/// A fix may uncover another one, or stand in its way; ten rounds are the end of it, or a round that
/// brings back what was there before.
package struct FixApplication: Sendable {
  /// The texts, which several inputs may share.
  package private(set) var texts: [[UInt8]]
  /// What was found in the texts as they are now.
  package private(set) var compilation: Compilation
  package private(set) var fixed = 0
  /// Texts whose fixes would make them unreadable, and were left out.
  package private(set) var refused: Set<Int> = []
  private let inputs: [Input]
  private let places: [String: Int]
  private let options: Compiler.Options
  private let scope: FixIt.Applicability

  /// The inputs as they would be compiled; `places` says by its name which text an input is, and
  /// leaves out those that no fix may change.
  package init(
    _ inputs: [Input], texts: [[UInt8]], places: [String: Int], options: Compiler.Options,
    scope: FixIt.Applicability
  ) {
    (self.inputs, self.texts, self.options, self.scope) = (inputs, texts, options, scope)
    // The sources know names by what is shown of them.
    self.places = Dictionary(
      places.map { (SourceFile(name: $0.key, bytes: []).name, $0.value) }, uniquingKeysWith: min)
    compilation = Compiler.compile(inputs, options)
  }

  /// Findings but notes.
  package var remaining: Int {
    compilation.bag.count(.error) + compilation.bag.count(.warning)
  }

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
    for diagnostic in compilation.bag.sorted {
      for fix in diagnostic.fixes where scope == .unsafe || fix.applicability == .safe {
        guard let texts = texts(of: fix) else { continue }
        if case .added = edits.add(fix, to: texts) { count += 1 }
        break
      }
    }
    return (edits, count)
  }

  /// The text that each edit is for; nil when one of them can't be changed.
  private func texts(of fix: FixIt) -> [Int]? {
    let found = fix.edits.compactMap { place(of: $0.span.file, compilation) }
    guard found.count == fix.edits.count, refused.isDisjoint(with: found) else { return nil }
    return found
  }

  private func place(of file: FileID, _ compilation: Compilation) -> Int? {
    places[compilation.sources[file].name]
  }

  private func syntaxErrors(of text: Int, _ compilation: Compilation? = nil) -> Int {
    let compilation = compilation ?? self.compilation
    return compilation.bag.sorted.count {
      $0.severity == .error && $0.id.code.hasPrefix("WB1")
        && place(of: $0.span.file, compilation) == text
    }
  }

  private var current: [Input] {
    inputs.map { input in
      guard case .file(let name, _, let format) = input,
        let place = places[SourceFile(name: name, bytes: []).name]
      else { return input }
      return .file(name: name, bytes: texts[place], format: format)
    }
  }
}
