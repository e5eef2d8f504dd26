package import Diagnostics

/// Part of a policy that does not have the required shape.
package struct PolicyFault: Sendable {
  package enum Kind: Sendable { case unknownName, wrongShape, missingElement }

  package let kind: Kind
  /// One lower-case clause, the message of the finding.
  package let message: Message
  package let span: SourceSpan
  package var help: Message?
  /// The known name that was probably meant.
  package var suggestion: String?
}
