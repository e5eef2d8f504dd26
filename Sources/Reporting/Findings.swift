package import Diagnostics

/// Everything that a format prints: the findings of a run and how many there are.
package struct Findings: Sendable {
  /// In the order of the deployments, and of `DiagnosticBag.sorted` in each.
  package private(set) var records: [DiagnosticRecord]
  /// Of the whole run.
  package private(set) var counts: Counts
  /// The names of the files that were read, standard input among them.
  package private(set) var inputs: [String]
  /// What the site has accepted, unless `--quiet`; empty unless `RecordDetail.suppressed` was
  /// requested.
  package private(set) var suppressed: [Suppressed] = []
  /// One for each deployment of `--each`, in order; empty for a run with a single deployment.
  package private(set) var deployments: [Deployment] = []
  /// What the summary for people says in addition: clauses about the run, without their ends.
  package var remarks: [String] = []
  /// The deployments of `--each` that could not be read, and whose findings are missing.
  package var unread: [Unread] = []

  /// A deployment that could not be read.
  package struct Unread: Sendable {
    /// The input as the user wrote it, with escapes for what a terminal would obey.
    package let name: String
    /// What could not be read, and why.
    package let reason: String

    package init(_ name: String, reason: String) {
      (self.name, self.reason) = (name.printable, reason.printable)
    }
  }

  /// A finding that the site has accepted.
  package struct Suppressed: Sendable {
    package let record: DiagnosticRecord
    /// Where the acceptance is written.
    package let source: SuppressedDiagnostic.Source
    /// The reason that the site gives.
    package let justification: String?
  }

  /// How many findings and inputs there are, the findings included that are not shown.
  package struct Counts: Sendable, Equatable {
    package var errors = 0
    package var warnings = 0
    package var notes = 0
    /// Files, standard input among them.
    package var inputs = 0
    /// How many of the files are layers of one deployment; 0 if nothing was merged.
    package var merged = 0
    /// Findings that `--max-errors` left out.
    package var hidden = 0
    /// Findings that the site has accepted, which none of the other numbers contains.
    package var accepted = 0

    package init() {}

    package var isEmpty: Bool { errors + warnings + notes == 0 }

    /// How many findings of each severity there are, without zeros: `1 error`, `2 warnings`.
    package var kinds: [String] {
      [(errors, "error"), (warnings, "warning"), (notes, "note")]
        .filter { $0.0 > 0 }.map { $0.0.counted($0.1) }
    }

    /// How many findings there are, for a line: `1 error, 2 warnings`.
    var text: String { isEmpty ? "no problems" : kinds.joined(separator: ", ") }

    /// How many findings the other numbers leave out, and why; without zeros.
    var others: [(count: Int, state: String)] {
      [(hidden, "not shown"), (accepted, "suppressed")].filter { $0.0 > 0 }
        .map { (count: $0.0, state: $0.1) }
    }

    /// Adds those of another deployment.
    package mutating func add(_ other: Counts) {
      errors += other.errors
      warnings += other.warnings
      notes += other.notes
      inputs += other.inputs
      hidden += other.hidden
      accepted += other.accepted
    }

    /// Leaves out one finding.
    fileprivate mutating func remove(_ severity: Severity) {
      switch severity {
      case .error: errors -= 1
      case .warning: warnings -= 1
      case .note: notes -= 1
      }
    }
  }

  /// The findings of one deployment.
  package struct Deployment: Sendable {
    /// The input as the user wrote it, with escapes for what a terminal would obey.
    package let name: String
    /// Its part of `Findings.records`.
    package let records: Range<Int>
    /// Its findings that an earlier deployment has as well: both read the file.
    package let repeated: [DiagnosticRecord]
    /// Its files, as in `Findings.inputs`.
    package let inputs: [String]
    /// With those that are repeated.
    package let counts: Counts
  }

  /// The findings of one report, of which `selection` accepts some.
  package init(
    _ report: Report, _ selection: FindingSelection = .all, detail: RecordDetail = [],
    frameWidth: Int = SourceFrame.defaultWidth
  ) {
    let shown = selection.severities == .all ? report : report.filter { $0.severity == .error }
    let kept = selection.kept(of: shown.findings.map(\.severity))
    var builder = RecordBuilder(report, detail: detail, frameWidth: frameWidth)
    records = kept.map { builder.record(shown.findings[$0]) }
    if detail.contains(.suppressed), selection.severities == .all {
      suppressed = report.suppressed.map {
        Suppressed(
          record: builder.record($0.finding), source: $0.source,
          justification: $0.justification?.printable)
      }
    }
    inputs = report.sources.fileNames
    counts = Counts()
    counts.errors = report.count(.error)
    counts.warnings = report.count(.warning)
    counts.notes = report.count(.note)
    counts.inputs = report.sources.fileCount
    counts.merged = report.sources.mergedCount
    counts.accepted = report.suppressed.count
    counts.hidden = shown.findings.count - kept.count
  }

  /// The findings of several deployments, to which the limit of `selection` applies together.
  ///
  /// Directories with several values files share the others, whose findings are kept once.
  package init(
    joining deployments: [(name: String, findings: Findings)], _ selection: FindingSelection = .all
  ) {
    let split = Self.split(deployments.map(\.findings.records))
    let all = split.flatMap(\.own)
    let kept = selection.kept(of: all.map(\.severity))
    records = kept.map { all[$0] }
    suppressed = deployments.flatMap(\.findings.suppressed)
    inputs = deployments.flatMap(\.findings.inputs)
    counts = Counts()
    var (start, index) = (0, 0)
    for ((name, findings), parts) in zip(deployments, split) {
      start += parts.own.count
      let lower = index
      while index < kept.count, kept[index] < start { index += 1 }
      var own = findings.counts
      own.hidden += parts.own.count - (index - lower)
      counts.add(own)
      for record in parts.repeated { counts.remove(record.severity) }
      self.deployments.append(
        Deployment(
          name: name.printable, records: lower..<index, repeated: parts.repeated,
          inputs: findings.inputs, counts: own))
    }
    let repetitions = split.reduce(0) { $0 + $1.repeated.count }
    if repetitions > 0 {
      remarks = ["\(repetitions.counted("finding")) of shared files not repeated"]
    }
  }

  /// The findings of each deployment, and those of them that an earlier one has as well.
  private static func split(
    _ deployments: [[DiagnosticRecord]]
  ) -> [(own: [DiagnosticRecord], repeated: [DiagnosticRecord])] {
    var known: Set<DiagnosticRecord.Identity> = []
    return deployments.map { records in
      var (own, repeated): ([DiagnosticRecord], [DiagnosticRecord]) = ([], [])
      for record in records {
        // What an option sets is wrong in each deployment.
        if record.location.path == nil || known.insert(record.identity).inserted {
          own.append(record)
        } else {
          repeated.append(record)
        }
      }
      return (own, repeated)
    }
  }
}

/// Which findings are shown, as `--quiet` and `--max-errors` say.
package struct FindingSelection: Sendable {
  /// The severities that are shown.
  package enum Severities: Sendable { case all, errors }

  package let severities: Severities
  /// How many findings are shown at most; nil for all.
  package let limit: Int?

  /// Every finding.
  package static let all = FindingSelection(.all, limit: nil)

  package init(_ severities: Severities, limit: Int?) {
    (self.severities, self.limit) = (severities, limit)
  }

  /// The indices of the findings to keep, in order: the most severe ones, and the first of these.
  func kept(of severities: [Severity]) -> [Int] {
    guard let limit, limit < severities.count else { return Array(severities.indices) }
    var rest = limit
    var quota: [Severity: Int] = [:]
    for severity in [Severity.error, .warning, .note] {
      let own = min(rest, severities.count { $0 == severity })
      quota[severity] = own
      rest -= own
    }
    return severities.indices.filter { index in
      guard let left = quota[severities[index]], left > 0 else { return false }
      quota[severities[index]] = left - 1
      return true
    }
  }
}
