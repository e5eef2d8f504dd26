import Diagnostics
@_spi(_Unicode) import Swift

/// Characters as HCL's scanner and Go's `strings` package see them.
package enum HCLText {
  /// The character at `offset`; nil where the bytes are not UTF-8.
  static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let (value, length) = UTF8Scalar.decode(bytes, at: offset) else {
      return offset < bytes.count && bytes[offset] < 0x80
        ? (Unicode.Scalar(bytes[offset]), 1) : nil
    }
    return Unicode.Scalar(value).map { ($0, length) }
  }

  /// Go's `unicode.IsSpace`.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// `line` without whitespace at its ends.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int> {
    var (lower, upper) = (line.lowerBound, line.upperBound)
    while lower < upper, let (scalar, length) = scalar(bytes, at: lower), isSpace(scalar) {
      lower += length
    }
    while lower < upper {
      var start = upper - 1
      while start > lower, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      guard let (scalar, _) = scalar(bytes, at: start), isSpace(scalar) else { break }
      upper = start
    }
    return lower..<upper
  }

  /// What `~}` leaves of the text after it.
  static func trimmedAtStart(_ text: String) -> String {
    String(text.unicodeScalars.drop(while: isSpace))
  }

  /// What `${~` leaves of the text before it.
  static func trimmedAtEnd(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }

  /// The text in normalization form C, in which Terraform stores strings.
  package static func normalized(_ text: String) -> String {
    text.isASCII ? text : String(String.UnicodeScalarView(text._nfc))
  }
}

/// The names that HCL allows.
package enum HCLIdentifier {
  /// Whether HCL's scanner reads the whole text as one identifier; keywords are identifiers too.
  package static func isValid(_ text: String) -> Bool {
    if text.isASCII {
      guard let first = text.utf8.first, first == UInt8(ascii: "_") || first.isLetter else {
        return false
      }
      return text.consists { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F }
    }
    var scalars = text.unicodeScalars[...]
    guard let first = scalars.popFirst(), first == "_" || first.properties.isIDStart else {
      return false
    }
    return scalars.allSatisfy { $0 == "-" || $0.properties.isIDContinue }
  }
}
