package import Diagnostics

/// The result of checking every byte before any reader starts.
package enum TextCheck: Sendable {
  /// Every byte is allowed; `ascii` lets a reader count bytes instead of characters.
  case ascii, unicode
  /// The input contains a byte that no configuration file may contain.
  case refused(offset: Int, length: Int, message: Message)

  /// Which characters are refused in addition to invalid UTF-8.
  package enum Rules: Sendable {
    /// YAML 1.1 `c-printable`, as libyaml and go-yaml check it.
    case yaml
    /// `docker run --env-file` refuses invalid UTF-8 only, a container refuses NUL.
    case environment
    /// XML 1.0 `Char`.
    case xml
  }

  /// Refuses the first byte that `rules` forbid; UTF-16 is recognised by its first two bytes.
  package static func check(_ bytes: [UInt8], _ rules: Rules) -> TextCheck {
    // A byte-order mark, or half of the `<` with which XML begins.
    if [[0xFF, 0xFE], [0xFE, 0xFF], [0x3C, 0], [0, 0x3C]].contains(where: bytes.starts) {
      return .refused(offset: 0, length: 2, message: "the input is UTF-16, not UTF-8")
    }
    return bytes.withUnsafeBufferPointer { scan($0, rules) }
  }

  /// One pass, eight bytes at a time where they are plain ASCII.
  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ rules: Rules) -> TextCheck {
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var isASCII = index == 0
    while index < bytes.count {
      if isPlain(bytes, at: index) {
        index += 8
        continue
      }
      let byte = bytes[index]
      if byte >= 0x20, byte < 0x7F {
        index += 1
        continue
      }
      if byte < 0x80 {
        guard isAllowed(control: byte, rules) else {
          return .refused(
            offset: index, length: 1,
            message: "control character U+\(Hex.padded(byte, width: 4)) is not allowed")
        }
        index += 1
        continue
      }
      isASCII = false
      guard let (scalar, length) = UTF8Scalar.decode(bytes, at: index) else {
        return .refused(offset: index, length: 1, message: "the input is not valid UTF-8 here")
      }
      guard isAllowed(scalar, rules) else {
        let character: Message = "character U+\(Hex.padded(scalar, width: 4))"
        return .refused(
          offset: index, length: length,
          message: scalar == 0xFEFF
            ? "a byte-order mark (BOM) is only allowed at the start of a file"
            : "\(character) is not allowed")
      }
      index += length
    }
    return isASCII ? .ascii : .unicode
  }

  /// Whether the next eight bytes are ASCII without control characters but the line feed, as nearly
  /// all are.
  ///
  /// The sums set the highest bit of each byte that passes; below 0x80 none carries into the next.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 8 <= bytes.count, let start = bytes.baseAddress else { return false }
    let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
    let highest: UInt64 = 0x8080_8080_8080_8080
    guard word & highest == 0, (word &+ 0x0101_0101_0101_0101) & highest == 0 else { return false }
    let isPrintable = word &+ 0x6060_6060_6060_6060
    let isLineFeed = ~((word ^ 0x0A0A_0A0A_0A0A_0A0A) &+ 0x7F7F_7F7F_7F7F_7F7F)
    return (isPrintable | isLineFeed) & highest == highest
  }

  private static func isAllowed(control byte: UInt8, _ rules: Rules) -> Bool {
    switch rules {
    case .yaml: byte == 0x09 || byte == 0x0A || byte == 0x0D
    case .environment: byte != 0
    case .xml: XMLCharacter.isAllowed(UInt32(byte))
    }
  }

  private static func isAllowed(_ scalar: UInt32, _ rules: Rules) -> Bool {
    switch (rules, scalar) {
    case (.environment, _), (.yaml, 0x85): true
    case (.yaml, 0x80...0x9F), (.yaml, 0xFEFF), (.yaml, 0xFFFE), (.yaml, 0xFFFF): false
    case (.yaml, _): true
    case (.xml, _): XMLCharacter.isAllowed(scalar)
    }
  }
}
