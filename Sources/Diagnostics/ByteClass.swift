/// The classes of ASCII bytes from which grammars are built; a byte of any other character is in
/// none of them.
extension UInt8 {
  /// `0` to `9`.
  @inlinable package var isDigit: Bool { self &- 0x30 < 10 }

  /// `a` to `z`.
  @inlinable package var isLowercaseLetter: Bool { self &- 0x61 < 26 }

  /// `A` to `Z`.
  @inlinable package var isUppercaseLetter: Bool { self &- 0x41 < 26 }

  /// A letter of either case.
  @inlinable package var isLetter: Bool { isLowercaseLetter || isUppercaseLetter }

  /// A digit of either case in base 16.
  @inlinable package var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
}

extension String {
  /// Whether every byte is in a class; `utf8.allSatisfy` takes several times as long.
  @inlinable
  package func consists(of isInClass: (UInt8) -> Bool) -> Bool {
    var text = self
    return text.withUTF8 { $0.allSatisfy(isInClass) }
  }

  /// Whether all characters are ASCII, so that each is one byte and has no other normalization.
  package var isASCII: Bool { consists { $0 < 0x80 } }
}
