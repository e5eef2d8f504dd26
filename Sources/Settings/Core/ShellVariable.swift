import Diagnostics

/// Detects references to variables in the form of a shell, which `envsubst` and similar programs
/// replace before anything else reads the text.
package enum ShellVariable {
  /// The variable that `text` refers to: `${NAME}` and `${NAME:-default}` anywhere, `$NAME` as the
  /// whole text.
  package static func name(in text: String) -> String? {
    guard text.holds("$") else { return nil }
    let bytes = Array(text.utf8)
    return braced(bytes) ?? bare(bytes)
  }

  private static func braced(_ bytes: [UInt8]) -> String? {
    for start in bytes.indices where bytes[start...].starts(with: "${".utf8) {
      let name = bytes[(start + 2)...].prefix(while: isNameByte)
      guard let first = name.first, !first.isDigit, name.endIndex < bytes.count,
        bytes[name.endIndex...].contains(UInt8(ascii: "}")),
        "}:-?+=".utf8.contains(bytes[name.endIndex])
      else { continue }
      return String(decoding: name, as: UTF8.self)
    }
    return nil
  }

  /// A password may begin with `$`, so only names in the usual form of variables count.
  private static func bare(_ bytes: [UInt8]) -> String? {
    let name = bytes.dropFirst()
    guard bytes.first == UInt8(ascii: "$"), name.count >= 3, let first = name.first,
      first.isUppercaseLetter,
      name.allSatisfy({ isNameByte($0) && !$0.isLowercaseLetter }),
      name.contains(UInt8(ascii: "_")) || !name.contains(where: \.isDigit)
    else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
  }
}
