/// The findings of one run, in a stable order that does not depend on the order of reporting.
package struct DiagnosticBag: Sendable {
  private var all: [Diagnostic] = []
  private var seen: Set<Key> = []
  private var errors = ErrorSpans()

  private struct Key: Hashable {
    let code: String
    let span: SourceSpan
    let message: Message

    init(_ diagnostic: Diagnostic) {
      (code, span, message) = (diagnostic.id.code, diagnostic.span, diagnostic.message)
    }

    // A checksum tells messages at one location apart as well as a hash of every piece, and is quick.
    func hash(into hasher: inout Hasher) {
      hasher.combine(span)
      hasher.combine(message.checksum)
    }
  }

  /// Up to how many findings are compared instead of hashed; most runs have fewer.
  private static let few = 16

  /// How many findings are kept.
  private var most: Int
  /// Where the first of those is that were left out because there are too many.
  private(set) package var leftOut: SourceSpan?

  package init(most: Int = .max) { self.most = most }

  /// Adds the last finding, however many there are.
  package mutating func close(with diagnostic: Diagnostic) {
    most = .max
    report(diagnostic)
  }

  /// None of its findings, and the same limit.
  private var emptied: DiagnosticBag {
    var bag = DiagnosticBag(most: most)
    bag.leftOut = leftOut
    return bag
  }

  /// Adds a finding, unless the same one was already reported at the same location.
  package mutating func report(_ diagnostic: Diagnostic) {
    if all.count < Self.few {
      let isReported = all.contains {
        $0.span == diagnostic.span && $0.id == diagnostic.id && $0.message == diagnostic.message
      }
      if !isReported { add(diagnostic) }
      return
    }
    if seen.isEmpty { seen = Set(all.map(Key.init)) }
    guard seen.insert(Key(diagnostic)).inserted else { return }
    add(diagnostic)
  }

  private mutating func add(_ diagnostic: Diagnostic) {
    guard all.count < most else {
      leftOut = leftOut ?? diagnostic.span
      return
    }
    all.append(diagnostic)
    if diagnostic.severity == .error { errors.insert(diagnostic.span) }
  }

  /// Adds each finding as if it were reported alone.
  package mutating func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { report(diagnostic) }
  }

  /// Whether an error points into `span`, or around it.
  package func hasError(at span: SourceSpan) -> Bool { errors.overlaps(span) }

  package var isEmpty: Bool { all.isEmpty }
  /// Whether the exit status is 1 even without `--strict`.
  package var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// How many findings have exactly this severity.
  package func count(_ severity: Severity) -> Int { all.count { $0.severity == severity } }

  /// By input, then offset, then code.
  package var sorted: [Diagnostic] {
    all.indices.sorted { lhs, rhs in
      // In place: a comparison of copies would take longer.
      let (left, right) = (all[lhs].span, all[rhs].span)
      if left.file != right.file { return left.file < right.file }
      if left.lower != right.lower { return left.lower < right.lower }
      let (first, second) = (all[lhs].id.code, all[rhs].id.code)
      return first == second ? lhs < rhs : first < second
    }.map { all[$0] }
  }

  /// Whether `isMatch` accepts a finding.
  package func contains(where isMatch: (Diagnostic) -> Bool) -> Bool {
    all.contains(where: isMatch)
  }

  /// The findings that `isIncluded` accepts.
  package func filter(_ isIncluded: (Diagnostic) -> Bool) -> DiagnosticBag {
    var bag = emptied
    // What is left of findings that differ needs no comparison.
    for diagnostic in all where isIncluded(diagnostic) { bag.add(diagnostic) }
    return bag
  }

  /// The same findings, each changed by `change`.
  package func map(_ change: (Diagnostic) -> Diagnostic) -> DiagnosticBag {
    var bag = emptied
    for diagnostic in all { bag.report(change(diagnostic)) }
    return bag
  }

  /// The same findings with each severity mapped, as `--strict` and `parse` do.
  package func mapSeverity(_ severity: (Diagnostic) -> Severity) -> DiagnosticBag {
    var bag = emptied
    for diagnostic in all { bag.report(diagnostic.with(severity(diagnostic))) }
    return bag
  }
}
