extension UnsafeBufferPointer<UInt8> {
  /// Lends the same bytes with ASCII letters in lower case.
  @inlinable
  package func withLowercaseLetters<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { lower in
      for index in indices {
        let byte = self[index]
        lower[index] = byte.isUppercaseLetter ? byte | 0x20 : byte
      }
      return body(UnsafeBufferPointer(rebasing: lower[..<count]))
    }
  }
}

extension String {
  /// Lends the bytes with ASCII letters in lower case, and all others as they are.
  @inlinable
  package func withLowercaseASCII<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = self
    return text.withUTF8 { $0.withLowercaseLetters(body) }
  }

  /// Lends the bytes of the text in lower case, of whatever script.
  @inlinable
  package func withLowercaseUTF8<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = consists { $0 < 0x80 } ? self : lowercased()
    return text.withUTF8 { $0.withLowercaseLetters(body) }
  }
}
