/// Text that is equal to the same bytes only.
///
/// Swift's own `==` takes `é` in one scalar and in two for equal; a key of a file is another key then.
package struct ExactText: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (lhs: ExactText, rhs: ExactText) -> Bool { lhs.text.isExactly(rhs.text) }

  /// The same bytes have the same hash; that other texts share it does no harm.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension String {
  /// Whether both texts are the same bytes.
  package func isExactly(_ other: String) -> Bool {
    // The standard comparison is quick and tells nearly all apart.
    utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
  }
}
