/// A finding whose texts hold no secret; the only form in which renderers accept findings.
///
/// `DiagnosticGate` makes it from a `Diagnostic`.
package struct PrintableDiagnostic: Sendable {
  /// As in `Diagnostic`, as are the members below it; only the texts are final.
  package let id: DiagnosticID
  package let severity: Severity
  /// One lower-case clause without a period.
  package let message: String
  /// The primary location; its text may still be hidden in frames.
  package let span: SourceSpan
  /// The text next to the caret under `span`; empty for none.
  package let label: String
  /// The canonical name of the setting, when there is one.
  package let setting: String?
  /// The secondary locations, in the order in which they were added.
  package let related: [Label]
  /// One imperative; nil when the message says it all.
  package let help: String?
  /// Without those that would copy a hidden value to another location.
  package let fixes: [Fix]

  /// A related location and how it contributes to the finding.
  package struct Label: Sendable {
    /// The text next to the underline.
    package let message: String
    package let span: SourceSpan
  }

  /// A change of the input that removes the finding.
  package struct Fix: Sendable {
    /// An imperative, shown by `fix` and by editors.
    package let summary: String
    /// Whether `fix` applies it without `--unsafe`.
    package let applicability: FixIt.Applicability
    /// Replacements of hidden text are `.secret`.
    package let edits: [Edit]

    package init(
      _ summary: String, _ edits: [Edit], _ applicability: FixIt.Applicability = .safe
    ) {
      (self.summary, self.edits, self.applicability) = (summary, edits, applicability)
    }
  }

  /// The finding with every message turned into text by `text`, which also gets the span that the
  /// values of the message were written at, unless they have one of their own.
  package init(
    _ diagnostic: Diagnostic, text: (Message, SourceSpan) -> String, edit: (Edit) -> Edit
  ) {
    (id, severity, span) = (diagnostic.id, diagnostic.severity, diagnostic.span)
    setting = diagnostic.setting
    message = text(diagnostic.message, diagnostic.span)
    label = text(diagnostic.label, diagnostic.span)
    help = diagnostic.help.map { text($0, diagnostic.span) }
    related = diagnostic.related.map { Label(message: text($0.message, $0.span), span: $0.span) }
    fixes = diagnostic.fixes.filter { $0.rewrite == nil }.map { fix in
      Fix(text(fix.summary, diagnostic.span), fix.edits.map(edit), fix.applicability)
    }
  }
}
