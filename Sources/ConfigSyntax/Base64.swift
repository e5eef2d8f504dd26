/// Base64 (RFC 4648 section 4), ignoring line breaks.
package enum Base64 {
  /// The bytes; nil where the text is not valid base64.
  package static func decode(_ text: String) -> [UInt8]? {
    decode(text, plus: "+", slash: "/", .required)
  }

  /// The `base64url` of JSON web tokens: no padding (RFC 7515 section 2).
  package static func decodeURL(_ text: String) -> [UInt8]? {
    decode(text, plus: "-", slash: "_", .forbidden)
  }

  /// The padded form, in one line.
  package static func encode(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for position in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * position) & 63)
        result.append(position <= group.count ? alphabet[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether `=` fills up the last group of four digits.
  private enum Padding { case required, forbidden }

  /// Counts bits instead of splitting the text into groups, so that line breaks may be anywhere.
  private static func decode(
    _ text: String, plus: Unicode.Scalar, slash: Unicode.Scalar, _ form: Padding
  ) -> [UInt8]? {
    var result: [UInt8] = []
    var (bits, count, digits, padding) = (UInt32(0), 0, 0, 0)
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\r" {
      let value: UInt32
      switch scalar {
      case "A"..."Z": value = scalar.value - 65
      case "a"..."z": value = scalar.value - 71
      case "0"..."9": value = scalar.value + 4
      case plus: value = 62
      case slash: value = 63
      case "=" where form == .required:
        padding += 1
        continue
      default: return nil
      }
      guard padding == 0 else { return nil }
      bits = bits << 6 | value
      (count, digits) = (count + 6, digits + 1)
      guard count >= 8 else { continue }
      count -= 8
      result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
    guard digits % 4 != 1 else { return nil }
    return form == .forbidden || (digits + padding) % 4 == 0 ? result : nil
  }
}
