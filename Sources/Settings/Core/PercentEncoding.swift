/// Percent-encoding, as the server's parser (Go `net/url`) reads the user information of a URL.
package enum PercentEncoding {
  /// Encodes every byte except letters, digits and `-._~` as `%XX`.
  package static func encode(_ text: String) -> String {
    encode(text) { isUnreserved($0) }
  }

  /// Like `encode`, but leaves `<…>` and `…` legible.
  package static func encodePlaceholder(_ text: String) -> String {
    encode(text) { isUnreserved($0) || $0 >= 0x80 || "<> ".utf8.contains($0) }
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

  /// The offset of the first byte that breaks user information unless it is encoded: a delimiter
  /// (`@ : / ? # [ ]`), `+`, white space, a `%` that does not begin an escape, a character that
  /// RFC 3986 does not allow, or anything that is not ASCII.
  package static func firstRawReserved(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    return bytes.indices.first { index in
      switch bytes[index] {
      case UInt8(ascii: "%"):
        !(index + 2 < bytes.count && hexValue(bytes[index + 1]) != nil
          && hexValue(bytes[index + 2]) != nil)
      case let byte where isUnreserved(byte): false
      case let byte: !"!$&'()*,;=".utf8.contains(byte)
      }
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
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
