/// Text that no output except an artifact may contain.
///
/// Printing, dumping and interpolating it show the mask, so it can't get into a message by mistake.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// The replacement for a secret wherever it must not appear.
  package static let mask = "•••"

  private let value: String

  /// From here on, only `reveal` returns the text.
  package init(_ value: String) { self.value = value }

  package var description: String { Self.mask }

  /// Reflection, and so `dump` and crash reports, sees only the mask.
  package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }

  /// Whether the user set it to nothing, which is not worth hiding.
  package var isEmpty: Bool { value.isEmpty }

  /// Lends the text to code that needs it: a document writer, or a check of its form.
  package func reveal<Result>(_ body: (String) -> Result) -> Result { body(value) }
}

/// User information before a host, which may contain a password in any setting.
package enum UserInfo {
  /// The offsets of `user:password` in `user:password@host` or `scheme://user@host`.
  package static func range(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let scheme = ByteSearch.first("://", in: bytes).map { $0 + 3 }
    guard let start = scheme else {
      // Without a scheme, `a@b` is an email address; a colon makes it a password.
      let isPassword = bytes[..<at].contains(UInt8(ascii: ":"))
      return isPassword ? bytes.startIndex..<at : nil
    }
    return start < at ? start..<at : nil
  }
}
