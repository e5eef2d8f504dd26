/// A change of the input that removes a finding.
package struct FixIt: Sendable {
  package enum Applicability: String, Sendable {
    /// Nothing else changes meaning.
    case safe
    /// Usually right; the user should check it.
    case unsafe
  }

  package let summary: Message
  package let applicability: Applicability
  package let edits: [Edit]

  package init(_ summary: Message, _ edits: [Edit], _ applicability: Applicability = .safe) {
    precondition(!edits.isEmpty, "a fix changes something")
    self.summary = summary
    self.applicability = applicability
    self.edits = edits
  }
}

/// Bytes to replace, and their replacement.
package struct Edit: Sendable {
  package enum Replacement: Sendable {
    case text(String)
    /// Only the code that writes the file reveals it; every renderer prints `sensitive`.
    case secret(Secret)
  }

  package let span: SourceSpan
  package let replacement: Replacement

  package init(_ span: SourceSpan, _ replacement: Replacement) {
    self.span = span
    self.replacement = replacement
  }

  package static func replace(_ span: SourceSpan, with text: String) -> Edit {
    Edit(span, .text(text))
  }
}
