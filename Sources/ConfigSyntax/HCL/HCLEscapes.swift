import Diagnostics

/// Decodes a piece of quoted text or of a heredoc.
enum HCLEscapes {
  /// Only quoted text has escapes with a backslash; `$${` and `%%{` are escapes in both.
  enum Style { case quoted, heredoc }

  /// The text, or the offsets of the escape that is not valid.
  enum Decoded {
    case text(String)
    /// Without a message, the bytes are not UTF-8.
    case refused(Range<Int>, Message?)
  }

  /// The text of a token, in one pass; most have no escapes and are copied.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ style: Style) -> Decoded {
    var isPlain = true
    for byte in bytes where byte >= 0x80 || byte == 0x5C || byte == 0x24 || byte == 0x25 {
      isPlain = false
      break
    }
    if isPlain { return .text(String(decoding: bytes, as: UTF8.self)) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), style == .quoted {
        switch escape(bytes, at: index) {
        case .success(let found):
          result += Array(String(found.scalar).utf8)
          index += found.length
        case .failure(let problem): return .refused(problem.range, problem.message)
        }
      } else if byte >= 0x80 {
        guard let length = HCLText.scalar(bytes, at: index)?.length else {
          return .refused(index..<index + 1, nil)
        }
        result += bytes[index..<index + length]
        index += length
      } else {
        result.append(byte)
        let isEscaped =
          (byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%")) && index + 2 < bytes.count
          && bytes[index + 1] == byte && bytes[index + 2] == UInt8(ascii: "{")
        index += isEscaped ? 2 : 1
      }
    }
    return .text(String(decoding: result, as: UTF8.self))
  }

  /// The character of an escape, and the number of its bytes.
  private struct Escape {
    let scalar: Unicode.Scalar
    let length: Int
  }

  /// A malformed escape, and the bytes that are reported.
  private struct Problem: Error {
    let range: Range<Int>
    let message: Message
  }

  /// The escape that begins with the backslash at `start`.
  private static func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Result<Escape, Problem> {
    guard start + 1 < bytes.count else {
      return .failure(Problem(range: start..<start + 1, message: "nothing follows the backslash"))
    }
    switch bytes[start + 1] {
    case UInt8(ascii: "n"): return .success(Escape(scalar: "\n", length: 2))
    case UInt8(ascii: "r"): return .success(Escape(scalar: "\r", length: 2))
    case UInt8(ascii: "t"): return .success(Escape(scalar: "\t", length: 2))
    case UInt8(ascii: "\""): return .success(Escape(scalar: "\"", length: 2))
    case UInt8(ascii: "\\"): return .success(Escape(scalar: "\\", length: 2))
    case UInt8(ascii: "u"): return code(bytes, at: start, digits: 4)
    case UInt8(ascii: "U"): return code(bytes, at: start, digits: 8)
    default:
      let length = HCLText.scalar(bytes, at: start + 1)?.length ?? 1
      let written = String(decoding: bytes[start..<start + 1 + length], as: UTF8.self)
      return .failure(
        Problem(
          range: start..<start + 1 + length, message: "`\(value: written)` is not an HCL escape"))
    }
  }

  /// `\uXXXX` or `\UXXXXXXXX`; surrogates are not characters.
  private static func code(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, digits: Int
  ) -> Result<Escape, Problem> {
    let end = min(start + 2 + digits, bytes.count)
    let text = String(decoding: bytes[start + 2..<end], as: UTF8.self)
    let isHex = text.utf8.count == digits && text.utf8.allSatisfy(\.isHexDigit)
    guard isHex, let value = UInt32(text, radix: 16) else {
      return .failure(
        Problem(range: start..<end, message: "the escape must have \(digits) hexadecimal digits"))
    }
    guard let scalar = Unicode.Scalar(value) else {
      return .failure(
        Problem(range: start..<end, message: "no character has the code \(value: text)"))
    }
    return .success(Escape(scalar: scalar, length: 2 + digits))
  }

}
