/// A finding that the site has accepted: it is in no output but SARIF, and does not fail a run.
package struct SuppressedDiagnostic: Sendable {
  /// The finding as it would be reported.
  package let finding: PrintableDiagnostic
  /// Who accepts it.
  package let source: Source
  /// Why, as the site says; nil where no reason is asked for, such as on the command line.
  package let justification: String?

  /// Where the acceptance is written; the raw value is SARIF's `kind`.
  package enum Source: String, Sendable {
    /// A comment next to the finding.
    case inSource
    /// The command line, the project file or a baseline.
    case external
  }

  package init(_ finding: PrintableDiagnostic, _ source: Source, justification: String?) {
    (self.finding, self.source, self.justification) = (finding, source, justification)
  }
}

/// A finding that the site has accepted, before its texts are known to hold no secret.
package struct AcceptedFinding: Sendable {
  /// As in `SuppressedDiagnostic`, as are the members below it.
  package let finding: Diagnostic
  package let source: SuppressedDiagnostic.Source
  package let justification: Message?

  package init(
    _ finding: Diagnostic, _ source: SuppressedDiagnostic.Source, justification: Message?
  ) {
    var finding = finding
    // Nobody asks to fix what is accepted.
    finding.fixes = []
    (self.finding, self.source, self.justification) = (finding, source, justification)
  }
}
