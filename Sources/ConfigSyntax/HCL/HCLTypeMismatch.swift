package import Diagnostics

/// Why a value is none of a type: the piece of it that does not fit.
package struct HCLTypeMismatch: Error, Sendable {
  /// From the value to the piece, as in `[0].name`; empty for the value itself.
  package let path: String
  /// What the type asks for there, as it is written.
  package let expected: String
  /// One clause that names neither the path nor any value.
  package let reason: String
  /// The piece.
  package let span: SourceSpan
}
