/// The findings of one run, in a stable order that does not depend on the order of reporting.
package struct DiagnosticBag: Sendable {
  private var all: [Diagnostic] = []
  /// Finds equal findings by their checksums; empty while there are few.
  private var table = ChecksumTable()
  private var errors = ErrorSpans()

  /// Up to how many findings are compared without checksums; most runs have fewer.
  private static let few = 16

  /// How many findings are kept.
  private var most: Int
  /// Where the first of those is that were left out because there are too many.
  private(set) package var leftOut: SourceSpan?

  package init(most: Int = .max) { self.most = most }

  /// Whether a finding was left out; no later one is kept, so readers need not make any.
  package var isFull: Bool { leftOut != nil }

  /// Adds the last finding, however many there are.
  package mutating func close(with diagnostic: Diagnostic) {
    most = .max
    report(diagnostic)
  }

  /// No findings, and the same limit.
  package var emptied: DiagnosticBag {
    var bag = DiagnosticBag(most: most)
    bag.leftOut = leftOut
    return bag
  }

  /// Adds the findings of another bag, in their order.
  package mutating func take(_ other: DiagnosticBag) {
    report(other.sorted)
    leftOut = leftOut ?? other.leftOut
  }

  /// Adds a finding, unless the same one was already reported at the same location.
  package mutating func report(_ diagnostic: Diagnostic) {
    guard all.count >= Self.few else {
      if !all.contains(where: { Self.isSame($0, diagnostic) }) { add(diagnostic) }
      return
    }
    let checksum = Self.checksum(of: diagnostic)
    if table.count < all.count { table = ChecksumTable(all.map(Self.checksum)) }
    let known = table.first(for: checksum) { Self.isSame(all[$0], diagnostic) }
    guard known == nil, add(diagnostic) else { return }
    table.insert(all.count - 1, for: checksum)
  }

  private static func isSame(_ one: Diagnostic, _ other: Diagnostic) -> Bool {
    one.span == other.span && one.id == other.id && one.message == other.message
  }

  private static func checksum(of diagnostic: Diagnostic) -> UInt32 {
    UInt32(bitPattern: diagnostic.span.lower) &* 0x9E37_79B1 ^ diagnostic.message.checksum
  }

  /// Whether the finding is not one too many.
  @discardableResult
  private mutating func add(_ diagnostic: Diagnostic) -> Bool {
    guard all.count < most else {
      leftOut = leftOut ?? diagnostic.span
      return false
    }
    all.append(diagnostic)
    if diagnostic.severity == .error { errors.insert(diagnostic.span) }
    return true
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
    guard all.count > 1 else { return all }
    return all.indices.sorted { lhs, rhs in
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
