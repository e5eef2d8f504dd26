package import Diagnostics

/// Something of a policy that does not have a policy's shape.
package struct PolicyFault: Sendable {
  package enum Kind: Sendable { case unknownName, wrongShape, missingElement }

  package let kind: Kind
  /// One lower-case clause, as a finding has it.
  package let message: String
  package let span: SourceSpan
  package var help: String?
  /// The known name that is probably meant.
  package var suggestion: String?
}
