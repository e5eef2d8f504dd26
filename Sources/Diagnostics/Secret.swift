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

/// User information in front of a host, which may hold a password whatever setting it stands in.
package enum UserInfo {
  /// The offsets of `user:password` in `user:password@host` or `scheme://user@host`.
  package static func range(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let scheme = ByteSearch.first("://", in: bytes).map { $0 + 3 }
    guard let start = scheme else {
      // Without a scheme, `a@b` is an address of mail; a colon makes it a password.
      let isPassword = bytes[..<at].contains(UInt8(ascii: ":"))
      return isPassword ? bytes.startIndex..<at : nil
    }
    return start < at ? start..<at : nil
  }
}
