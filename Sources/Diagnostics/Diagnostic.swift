/// One finding: what is wrong, where, why, and how to fix it.
package struct Diagnostic: Sendable {
  package let id: DiagnosticID
  package let severity: Severity
  /// One lower-case clause with the user's own spelling in backticks.
  package let message: Message
  package let span: SourceSpan
  /// The text next to the caret under `span`; empty for none.
  package var label: Message = ""
  /// The canonical name of the setting, when there is one.
  package var setting: String?
  /// Other locations that contribute to the finding.
  package var related: [Label] = []
  /// What to do about it, as an imperative.
  package var help: Message?
  package var fixes: [FixIt] = []
  /// Where the value that the finding is about came through: aliases, variables, its other pieces.
  package var via: [SourceSpan] = []

  package init(_ id: DiagnosticID, _ message: Message, at span: SourceSpan) {
    self.init(id, id.severity, message, at: span)
  }

  /// A finding whose severity depends on the case, not on its kind.
  package init(_ id: DiagnosticID, _ severity: Severity, _ message: Message, at span: SourceSpan) {
    self.id = id
    self.severity = severity
    self.message = message
    self.span = span
  }

  /// A copy with another severity, for `--strict` and for `parse`.
  package func with(_ severity: Severity) -> Diagnostic {
    var copy = Diagnostic(id, severity, message, at: span)
    (copy.label, copy.setting, copy.related) = (label, setting, related)
    (copy.help, copy.fixes, copy.via) = (help, fixes, via)
    return copy
  }

  /// A copy that quotes no value, for a finding in text that is entirely secret.
  package var hidingValues: Diagnostic {
    var copy = Diagnostic(id, severity, message.hidingValues, at: span)
    (copy.label, copy.setting) = (label.hidingValues, setting)
    copy.related = related.map { Label($0.message.hidingValues, $0.span) }
    copy.help = help?.hidingValues
    return copy
  }

  /// A secondary location and how it contributes to the finding.
  package struct Label: Sendable {
    package let span: SourceSpan
    package let message: Message

    package init(_ message: Message, _ span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }
}
