/// Base64 as RFC 4648 section 4 has it, line breaks left out.
package enum Base64 {
  /// The bytes, or nil where the text is no base64.
  package static func decode(_ text: String) -> [UInt8]? {
    decode(text, plus: "+", slash: "/", padded: true)
  }

  /// The `base64url` of JSON web tokens: no padding (RFC 7515 section 2).
  package static func decodeURL(_ text: String) -> [UInt8]? {
    decode(text, plus: "-", slash: "_", padded: false)
  }

  private static func decode(
    _ text: String, plus: Unicode.Scalar, slash: Unicode.Scalar, padded: Bool
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
      case "=" where padded:
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
    return !padded || (digits + padding) % 4 == 0 ? result : nil
  }
}
