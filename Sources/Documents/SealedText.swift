/// Text that is read only when a document is rendered.
///
/// `Documents` does not know `Secret`; the code that builds a document lends the text of one
/// through a closure.
package struct SealedText: Sendable, CustomStringConvertible, CustomReflectable {
  private let reveal: @Sendable () -> String

  /// `reveal` is called once each time that a document is rendered.
  package init(_ reveal: @escaping @Sendable () -> String) { self.reveal = reveal }

  /// The text, for a writer.
  var revealed: String { reveal() }

  package var description: String { "•••" }

  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
