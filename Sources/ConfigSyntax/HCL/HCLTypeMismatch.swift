package import Diagnostics

/// Why a value does not fit a type: the piece of it that does not.
package struct HCLTypeMismatch: Error, Sendable {
  /// From the value to the piece, as in `[0].name`; empty for the value itself.
  package let path: String
  /// The type that is expected there, as it is written.
  package let expected: String
  /// One clause that names neither the path nor any value.
  package let reason: String
  /// The piece.
  package let span: SourceSpan
}
