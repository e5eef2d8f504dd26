import ConfigSyntax
package import Diagnostics

/// Applies the fixes of a run's findings to its files, round by round.
///
/// A fix may uncover or block another one, so each round compiles again. It stops after ten rounds,
/// or when a round restores an earlier state. A text with a syntax error that no fix removes is left
/// as it is, since nobody knows what the rest of it means.
package struct FixApplication: Sendable {
  /// The texts, each of which several inputs may share.
  package private(set) var texts: [[UInt8]]
  /// The compilation of the current texts.
  package private(set) var compilation: Compilation
  /// The number of findings whose fixes were applied.
  package private(set) var fixed = 0
  /// Texts of which some fixes were not applied because they would break the syntax.
  package private(set) var refused: Set<Int> = []
  /// Texts that are left as they are because of a syntax error without a fix.
  package private(set) var unreadable: Set<Int> = []
  /// The fixes that would break the syntax, as they were when they were tried.
  private var rejected: Set<Candidate> = []
  private let inputs: [Input]
  private let indices: [String: Int]
  private var options: Compiler.Options
  private let scope: FixIt.Applicability

  /// Compiles the inputs; `indices` maps the name of each input that may be fixed to a text index.
  package init(
    _ inputs: [Input], texts: [[UInt8]], indices: [String: Int], options: Compiler.Options,
    scope: FixIt.Applicability
  ) {
    (self.inputs, self.texts, self.options, self.scope) = (inputs, texts, options, scope)
    if let files = options.files {
      self.options.files = EditedTree(tree: files, texts: [:])
    }
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
      guard applyRound() else { return }
      if let same = earlier.first(where: { $0.texts == texts }) {
        fixed = same.fixed
        return
      }
      earlier.append((texts, fixed))
    }
  }

  /// Applies all fixes that do not overlap, and compiles again; returns whether a text changed.
  package mutating func applyRound() -> Bool {
    unreadable.formUnion(unreadableTexts)
    let all = candidates
    let (edits, chosen) = select(from: all)
    guard !edits.isEmpty else { return false }
    let before = (texts, compilation)
    apply(edits)
    if !isBroken(edits.texts, before.1) {
      fixed += chosen.count
      return true
    }
    (texts, compilation) = before
    return applyOneByOne(chosen)
  }

  /// The most fixes of one round that are tried one by one: for each, everything is compiled again.
  private var mostTried: Int {
    min(100, max(3, 2_000_000 / max(1, texts.reduce(0) { $0 + $1.count })))
  }

  /// Applies those fixes that do not break their texts together with the earlier ones.
  private mutating func applyOneByOne(_ chosen: [Candidate]) -> Bool {
    let before = (texts, compilation)
    var best = before
    var accepted: [Candidate] = []
    let mostTried = self.mostTried
    for candidate in chosen {
      var isHarmless = false
      if accepted.count + rejected.count < mostTried {
        let edits = select(from: accepted + [candidate]).edits
        (texts, compilation) = before
        apply(edits)
        isHarmless = !isBroken(edits.texts, before.1)
      }
      if isHarmless {
        accepted.append(candidate)
        best = (texts, compilation)
      } else {
        rejected.insert(candidate)
        refused.formUnion(candidate.texts)
      }
    }
    (texts, compilation) = best
    fixed += accepted.count
    return !accepted.isEmpty
  }

  private mutating func apply(_ edits: FixEdits) {
    for text in edits.texts { texts[text] = edits.apply(to: texts[text], text: text) }
    if let files = options.files as? EditedTree {
      let edited = indices.map { (TreePath.withoutDots($0.key), self.texts[$0.value]) }
      options.files = EditedTree(
        tree: files.tree, texts: Dictionary(edited, uniquingKeysWith: { first, _ in first }))
    }
    compilation = Compiler.compile(current, options)
  }

  // MARK: Choosing

  /// A fix of a finding, with the text index of each of its edits.
  private struct Candidate: Hashable {
    let fix: PrintableDiagnostic.Fix
    let texts: [Int]

    static func == (left: Candidate, right: Candidate) -> Bool { left.key == right.key }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }

    /// Where it changes which text, and how.
    private var key: [String] {
      zip(fix.edits, texts).map { edit, text in
        let replacement =
          switch edit.replacement {
          case .text(let text): text
          case .secret(let secret): secret.reveal { $0 }
          }
        return "\(text):\(edit.span.lower):\(edit.span.upper):\(replacement)"
      }
    }
  }

  /// The first fix of each finding that may be applied.
  private var candidates: [Candidate] {
    compilation.report.findings.compactMap { finding in
      finding.fixes.lazy.filter { scope == .unsafe || $0.applicability == .safe }
        .compactMap { fix in texts(of: fix).map { Candidate(fix: fix, texts: $0) } }
        .first { !rejected.contains($0) }
    }
  }

  private func select(from all: [Candidate]) -> (edits: FixEdits, chosen: [Candidate]) {
    var edits = FixEdits()
    let chosen = all.filter { candidate in
      if case .added = edits.add(candidate.fix, to: candidate.texts) { true } else { false }
    }
    return (edits, chosen)
  }

  /// The text index of each edit; nil if one of the texts can't be changed.
  private func texts(of fix: PrintableDiagnostic.Fix) -> [Int]? {
    let found = fix.edits.compactMap { index(of: $0.span.file, compilation) }
    guard found.count == fix.edits.count, unreadable.isDisjoint(with: found) else { return nil }
    return found
  }

  // MARK: Syntax

  /// The texts with a syntax error that no allowed fix removes.
  private var unreadableTexts: Set<Int> {
    Set(
      compilation.everyFinding.compactMap { finding -> Int? in
        guard finding.isSyntaxError, !finding.fixes.contains(where: allows) else { return nil }
        return index(of: finding.span.file, compilation)
      })
  }

  private func allows(_ fix: PrintableDiagnostic.Fix) -> Bool {
    scope == .unsafe || fix.applicability == .safe
  }

  /// Whether one of the texts has more syntax errors, or more names that are set twice, than it had
  /// before.
  private func isBroken(_ texts: some Collection<Int>, _ before: Compilation) -> Bool {
    let (old, new) = (breaks(before), breaks(compilation))
    return texts.contains { new[$0, default: 0] > old[$0, default: 0] }
  }

  /// The number of such findings on each text.
  private func breaks(_ compilation: Compilation) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for finding in compilation.report.findings
    where finding.isSyntaxError || finding.id == SyntaxProblem.repeatedName {
      guard let text = index(of: finding.span.file, compilation) else { continue }
      counts[text, default: 0] += 1
    }
    return counts
  }

  private func index(of file: FileID, _ compilation: Compilation) -> Int? {
    indices[compilation.sources[file].name]
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

/// A tree in which some files have other texts than on the disk.
private struct EditedTree: TreeFiles {
  let tree: any TreeFiles
  /// By name.
  let texts: [String: [UInt8]]

  func contents(of path: String) -> TreeContents {
    texts[TreePath.withoutDots(path)].map { .bytes($0) } ?? tree.contents(of: path)
  }

  func admits(_ path: String, from folders: [String]) -> Bool { tree.admits(path, from: folders) }
  func names(in folder: String) -> [String]? { tree.names(in: folder) }
  func shortened(_ path: String) -> String { tree.shortened(path) }
}

extension PrintableDiagnostic {
  /// Whether a reader refuses the text, by its kind: `--strict` makes errors of warnings.
  var isSyntaxError: Bool { id.severity == .error && id.code.hasPrefix("WB1") }
}
