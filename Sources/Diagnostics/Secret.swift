/// Text that no output but an artifact may hold.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// What stands for a secret wherever it may not appear.
  package static let mask = "•••"

  private let value: String

  package init(_ value: String) { self.value = value }

  package var description: String { Self.mask }

  /// Reflection, and with it `dump` and a crash report, sees the mask only.
  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

  package var isEmpty: Bool { value.isEmpty }

  /// Lends the text to what must hold it: a document writer, or a check of its shape.
  package func reveal<Result>(_ body: (String) -> Result) -> Result { body(value) }
}
