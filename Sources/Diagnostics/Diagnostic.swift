/// One finding: what is wrong, where, why, and how to fix it.
package struct Diagnostic: Sendable {
  /// Its kind: the code and the documentation page.
  package let id: DiagnosticID
  /// That of its kind, unless an option of the run changed it.
  package let severity: Severity
  /// One lower-case clause with the user's own spelling in backticks.
  package let message: Message
  /// The bytes that have to change: the primary location, underlined with `^`.
  package let span: SourceSpan
  /// The text next to the caret under `span`; empty for none.
  package var label: Message = ""
  /// The canonical name of the setting, when there is one.
  package var setting: String?
  /// Other locations that contribute to the finding.
  package var related: [Label] = []
  /// What to do about it, as an imperative.
  package var help: Message?
  /// Alternatives: `fix` applies the first that is allowed.
  package var fixes: [FixIt] = []
  /// Where the value that the finding is about came through: aliases, variables, its other pieces.
  package var via: [SourceSpan] = []

  /// A finding with the severity of its kind.
  package init(_ id: DiagnosticID, _ message: Message, at span: SourceSpan) {
    self.init(id, id.severity, message, at: span)
  }

  private init(_ id: DiagnosticID, _ severity: Severity, _ message: Message, at span: SourceSpan) {
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

  /// A secondary location, underlined with `-`, and how it contributes to the finding.
  package struct Label: Sendable {
    /// The bytes that contribute.
    package let span: SourceSpan
    /// A clause next to the underline, such as "first set here".
    package let message: Message

    package init(_ message: Message, _ span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }
}

/// A change of the input that removes a finding.
package struct FixIt: Sendable {
  /// Whether `fix` applies a change without being asked for it; JSON output has the raw value.
  package enum Applicability: String, Sendable {
    /// Nothing else changes meaning.
    case safe
    /// Usually right; the user should check it.
    case unsafe
  }

  /// An imperative without a period: "quote it".
  package let summary: Message
  /// `safe` only if every reader of the value still gets what the user meant.
  package let applicability: Applicability
  /// At least one unless there is a rewrite; they are applied together or not at all, and must not
  /// overlap.
  package let edits: [Edit]
  /// A change that is not an edit yet; a fix that still has one is not printed.
  package let rewrite: Rewrite?

  /// Traps on an empty list of edits.
  package init(_ summary: Message, _ edits: [Edit], _ applicability: Applicability = .safe) {
    precondition(!edits.isEmpty, "a fix changes something")
    self.summary = summary
    self.applicability = applicability
    self.edits = edits
    rewrite = nil
  }

  /// A fix whose bytes depend on how the input wrote a value or key.
  package init(_ summary: Message, _ rewrite: Rewrite, _ applicability: Applicability) {
    self.summary = summary
    self.applicability = applicability
    self.edits = []
    self.rewrite = rewrite
  }
}

/// Bytes to replace, and their replacement.
package struct Edit: Sendable {
  /// What the bytes become.
  package enum Replacement: Sendable {
    case text(String)
    /// Only the code that writes the file reveals it; every renderer prints `sensitive`.
    case secret(Secret)
  }

  /// The bytes to replace; empty to insert before `lower`.
  package let span: SourceSpan
  /// Empty text removes the bytes.
  package let replacement: Replacement

  package init(_ span: SourceSpan, _ replacement: Replacement) {
    self.span = span
    self.replacement = replacement
  }

  /// An edit whose replacement every output may show.
  package static func replace(_ span: SourceSpan, with text: String) -> Edit {
    Edit(span, .text(text))
  }

  /// The edits that write text before and after a span.
  package static func wrap(_ span: SourceSpan, _ opening: String, _ closing: String) -> [Edit] {
    let end = span.range.count
    return [.replace(span.sub(0..<0), with: opening), .replace(span.sub(end..<end), with: closing)]
  }
}
