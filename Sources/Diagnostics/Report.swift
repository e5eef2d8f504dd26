/// The findings of one run as they may be printed, with the inputs that they point into.
package struct Report: Sendable {
  /// In the order of `DiagnosticBag.sorted`.
  package private(set) var findings: [PrintableDiagnostic]
  /// What comments, the project file, options and a baseline accept, in the same order.
  package private(set) var suppressed: [SuppressedDiagnostic]
  /// The inputs, for source frames and file names.
  package private(set) var sources: SourceMap
  /// The parts of the inputs that no source frame may show.
  package private(set) var hidden: HiddenSpans

  /// Only `DiagnosticGate` and the tests make reports from findings.
  package init(
    _ findings: [PrintableDiagnostic] = [], sources: SourceMap = SourceMap(),
    hidden: HiddenSpans = HiddenSpans(), suppressed: [SuppressedDiagnostic] = []
  ) {
    self.findings = findings
    self.suppressed = suppressed
    self.sources = sources
    self.hidden = hidden
  }

  /// Whether nothing is reported; findings may still be suppressed.
  package var isEmpty: Bool { findings.isEmpty }
  /// Whether the exit status is 1 even without `--strict`.
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// How many findings have exactly this severity.
  package func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }

  /// Adds the findings of another report on the same inputs, in order, each once.
  package mutating func add(_ other: Report) {
    guard !other.isEmpty || !other.suppressed.isEmpty else { return }
    guard !isEmpty || !suppressed.isEmpty else {
      // A report without findings never had to find out what is hidden.
      self = other
      return
    }
    hidden = HiddenSpans(hidden.all + other.hidden.all)
    suppressed += other.suppressed
    var seen: Set<Key> = []
    findings = (findings + other.findings).filter { seen.insert(Key($0)).inserted }
      .enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }.map(\.element)
  }

  /// Hides more parts of the inputs in source frames.
  package mutating func hide(_ spans: [SourceSpan]) {
    guard !spans.isEmpty else { return }
    hidden = HiddenSpans(hidden.all + spans)
  }

  /// Moves the findings that `justification` accepts to the suppressed ones.
  package mutating func suppress(_ justification: (PrintableDiagnostic) -> String?) {
    var kept: [PrintableDiagnostic] = []
    for finding in findings {
      guard let reason = justification(finding) else {
        kept.append(finding)
        continue
      }
      suppressed.append(SuppressedDiagnostic(finding, .external, justification: reason))
    }
    findings = kept
  }

  /// The findings that `isIncluded` accepts.
  package func filter(_ isIncluded: (PrintableDiagnostic) -> Bool) -> Report {
    Report(
      findings.filter(isIncluded), sources: sources, hidden: hidden, suppressed: suppressed)
  }

  private struct Key: Hashable {
    let id: DiagnosticID
    let span: SourceSpan
    let message: String

    init(_ finding: PrintableDiagnostic) {
      (id, span, message) = (finding.id, finding.span, finding.message)
    }
  }
}

/// By input, then offset, then code; equal findings keep their order.
private func < (
  left: (PrintableDiagnostic, Int), right: (PrintableDiagnostic, Int)
) -> Bool {
  let (first, second) = (left.0, right.0)
  if first.span.file != second.span.file { return first.span.file < second.span.file }
  if first.span.lower != second.span.lower { return first.span.lower < second.span.lower }
  if first.id.code != second.id.code { return first.id.code < second.id.code }
  return left.1 < right.1
}
