/// One finding: what is wrong, where, why, and how to mend it.
package struct Diagnostic: Sendable {
  package let id: DiagnosticID
  package let severity: Severity
  /// One lower-case clause with the user's own spelling in backquotes.
  package let message: String
  package let span: SourceSpan
  /// What the caret's line says of `span`; empty for none.
  package var label = ""
  /// The canonical name of the setting, when there is one.
  package var setting: String?
  /// Other places that contribute to the finding.
  package var related: [Label] = []
  /// What to do.
  package var help: String?
  package var fixes: [FixIt] = []

  package init(_ id: DiagnosticID, _ message: String, at span: SourceSpan) {
    self.init(id, id.severity, message, at: span)
  }

  /// A finding whose severity depends on the case, not on its kind.
  package init(_ id: DiagnosticID, _ severity: Severity, _ message: String, at span: SourceSpan) {
    self.id = id
    self.severity = severity
    self.message = message
    self.span = span
  }

  /// A copy with another severity, for `--strict` and for `parse`.
  package func with(_ severity: Severity) -> Diagnostic {
    var copy = Diagnostic(id, severity, message, at: span)
    (copy.label, copy.setting, copy.related) = (label, setting, related)
    (copy.help, copy.fixes) = (help, fixes)
    return copy
  }

  /// A secondary place and what it has to do with the finding.
  package struct Label: Sendable {
    package let span: SourceSpan
    package let message: String

    package init(_ message: String, _ span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }
}
