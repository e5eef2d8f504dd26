import Glibc

/// Text that is equal only to the same bytes.
///
/// Swift's own `==` treats `é` as one scalar and as two scalars as equal; in a file, these are
/// different keys.
@frozen @usableFromInline
package struct ExactText: Hashable, Sendable {
  /// The text, whose own `==` compares canonical equivalents.
  @usableFromInline package let text: String

  @inlinable package init(_ text: String) { self.text = text }

  @inlinable package static func == (lhs: ExactText, rhs: ExactText) -> Bool {
    lhs.text.isExactly(rhs.text)
  }

  /// The same bytes have the same hash; other texts may share it.
  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension String {
  /// Whether both texts are the same bytes.
  @usableFromInline package func isExactly(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    var (left, right) = (self, other)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        guard let left = left.baseAddress, let start = right.baseAddress else { return true }
        return memcmp(left, start, right.count) == 0
      }
    }
  }
}
