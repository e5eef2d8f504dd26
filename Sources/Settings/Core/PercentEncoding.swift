import Diagnostics

/// Percent-encoding, as the server's parser (Go `net/url`) reads the user information of a URL.
package enum PercentEncoding {
  /// Encodes every byte except letters, digits and `-._~` as `%XX`.
  package static func encode(_ text: String) -> String {
    encode(text) { isUnreserved($0) }
  }

  /// Like `encode`, but leaves `<…>` and `…` legible, and everything that a program will replace.
  package static func encodePlaceholder(_ text: String) -> String {
    guard ShellVariable.name(in: text) == nil else { return text }
    return encode(text) { isUnreserved($0) || $0 >= 0x80 || "<> ".utf8.contains($0) }
  }

  /// Encodes only what Go does not accept in user information, and `%`.
  package static func encodeMinimally(_ text: String, _ part: EncodedText.Part) -> String {
    encode(text) { isAccepted($0, part) }
  }

  /// Encodes only what Go does not accept in user information; leaves escapes as they are.
  package static func encodeRefused(_ text: String, _ part: EncodedText.Part) -> String {
    guard firstRefused(in: text, part) != nil else { return text }
    var (result, rest) = ("", text)
    while let offset = firstRefused(in: rest, part) {
      let start = rest.utf8.index(rest.utf8.startIndex, offsetBy: offset)
      // A character that is not ASCII is refused at its first byte.
      let end = rest.unicodeScalars.index(after: start)
      result += rest[..<start] + encode(String(rest[start..<end])) { _ in false }
      rest = String(rest[end...])
    }
    return result + rest
  }

  /// Like `encode`, but leaves the separators of a path; not `@`, which ends user information.
  package static func encodePath(_ text: String) -> String {
    encode(text) { isUnreserved($0) || "/!$&'()*,;=:".utf8.contains($0) }
  }

  /// Encodes the value of a parameter: `&` and `;` would end it, and Go reads `+` as a space.
  package static func encodeParameter(_ text: String) -> String {
    encode(text) { isUnreserved($0) || "/!$'()*,=:".utf8.contains($0) }
  }

  /// Decodes the value of a parameter; nil as for `decode`.
  package static func decodeParameter(_ text: String) -> String? {
    decode(text.replacing("+", with: " "))
  }

  private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
    guard !text.utf8.allSatisfy(isKept) else { return text }
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      if isKept(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The decoded text; nil where two hexadecimal digits do not follow a `%`, or for invalid UTF-8.
  package static func decode(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexValue),
        let low = rest.popFirst().flatMap(hexValue)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The offset of the first byte that Go's `net/url` refuses in user information, or that ends it:
  /// whatever is not a letter, a digit or one of `! $ & ' ( ) * + , - . ; = @ _ ~`, in a password
  /// also `:`; a `%` that does not begin an escape; anything that is not ASCII.
  ///
  /// Source: Go, `net/url`, `validUserinfo`; user information ends at the last `@` of the authority.
  package static func firstRefused(in text: String, _ part: EncodedText.Part) -> Int? {
    let bytes = Array(text.utf8)
    return bytes.indices.first { index in
      bytes[index] == UInt8(ascii: "%")
        ? !isEscape(bytes, at: index) : !isAccepted(bytes[index], part)
    }
  }

  /// Whether some `%` begins an escape, so that readers that decode the text get another one.
  package static func holdsEscape(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { bytes[$0] == UInt8(ascii: "%") && isEscape(bytes, at: $0) }
  }

  private static func isEscape(_ bytes: [UInt8], at index: Int) -> Bool {
    index + 2 < bytes.count && hexValue(bytes[index + 1]) != nil
      && hexValue(bytes[index + 2]) != nil
  }

  private static func isAccepted(_ byte: UInt8, _ part: EncodedText.Part) -> Bool {
    isUnreserved(byte) || "!$&'()*+,;=@".utf8.contains(byte)
      || byte == UInt8(ascii: ":") && part == .password
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "-._~".utf8.contains(byte)
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
