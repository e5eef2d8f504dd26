import Diagnostics

/// Detects placeholders copied from the documentation.
package enum Placeholder {
  /// Whether `text` is or contains a placeholder: `<…>`, dots inside a word, a run of `x`, asterisks,
  /// `changeme`, `YOUR-…`, `SOME_PASSWORD`, `REDACTED`, words between the lines of a certificate, or
  /// `account` in an ARN.
  package static func matches(_ text: String) -> Bool {
    guard text.utf8.count >= 3 else { return text == "**" }
    // A scan of the bytes rules out most values, which contain none of these characters.
    if text.holds("<"), isAngled(text) { return true }
    if text.holds("...") || text.holds("…"), hasDots(text) { return true }
    return isRow(text) || isWord(text) || isARN(text) || isCertificateOfWords(text)
  }

  /// Whether `text` still has to be replaced by a person or by a program such as `envsubst`.
  package static func isUnfilled(_ text: String) -> Bool {
    matches(text) || ShellVariable.name(in: text) != nil
  }

  /// `<HOST>` as the whole text, or between punctuation: `https://<HOST>/`.
  private static func isAngled(_ text: String) -> Bool {
    guard let open = text.firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">")
    else { return false }
    let inside = text[text.index(after: open)..<close]
    guard let first = inside.first, first.isLetter, inside.count > 1 else { return false }
    let before = open == text.startIndex ? nil : text[text.index(before: open)]
    let after = text.index(after: close) == text.endIndex ? nil : text[text.index(after: close)]
    let isBounded = [before, after].allSatisfy { $0 == nil || ":/@?=&.-_".contains($0 ?? " ") }
    return isBounded
      && inside.allSatisfy { $0.isLetter || $0.isNumber || " _-:./&".contains($0) }
  }

  /// `eyJ...xyz`, `eyJ…xyz`: at least one letter or digit is adjacent to the dots.
  private static func hasDots(_ text: String) -> Bool {
    guard !text.holds("…") else { return true }
    let bytes = Array(text.utf8)
    guard let start = ByteSearch.first("...", in: bytes[...]) else { return false }
    let before = start > 0 ? bytes[start - 1] : nil
    let after = bytes[start...].first { $0 != UInt8(ascii: ".") }
    return (before.map(isWordByte) == true || after.map(isWordByte) == true) && !text.holds("../")
  }

  /// A letter or a digit; anything that is not ASCII counts as a letter.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte >= 0x80
  }

  /// `xxx`, `XXXX-XXXX`, `xxxxyyyyzzzz` or `***`.
  private static func isRow(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "*"): return text.utf8.allSatisfy { $0 == first }
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "-"):
      return text.holds("x") || text.holds("X") ? isRowOfLetters(text) : false
    default: return false
    }
  }

  /// Runs of `x`, `y` and `z` in this order, each long if there are several, with dashes.
  private static func isRowOfLetters(_ text: String) -> Bool {
    let letters = text.lowercased().utf8.filter { $0 != UInt8(ascii: "-") }
    guard letters.allSatisfy({ UInt8(ascii: "x")...UInt8(ascii: "z") ~= $0 }) else { return false }
    let runs = ["x", "y", "z"].map { run in letters.count { [$0] == Array(run.utf8) } }
    guard letters == letters.sorted(), runs[0] >= 3 else { return false }
    return runs.dropFirst().allSatisfy { $0 == 0 || $0 >= 3 }
  }

  /// `arn:aws:kms:us-west-2:account:key/key-id`.
  private static func isARN(_ text: String) -> Bool {
    guard text.hasPrefix("arn:") else { return false }
    var rest = text.utf8[...]
    for _ in 0..<4 {
      guard let end = rest.firstIndex(of: UInt8(ascii: ":")) else { return false }
      rest = rest[rest.index(after: end)...]
    }
    guard let end = rest.firstIndex(of: UInt8(ascii: ":")) else { return false }
    // Nearly all are twelve digits.
    let account = rest[..<end]
    guard account.count >= 7, account.contains(where: \.isLetter) else { return false }
    let letters = Substring(account).lowercased().filter(\.isLetter)
    return letters == "account" || letters == "accountid"
  }

  /// A word between the lines of a PEM block, in place of its Base64.
  private static func isCertificateOfWords(_ text: String) -> Bool {
    let begin: StaticString = "-----BEGIN CERTIFICATE-----"
    guard text.utf8.count <= 150, text.holds("-----END"), let start = text.range(of: begin),
      let end = text.range(of: "-----END CERTIFICATE-----"),
      start.upperBound < end.lowerBound
    else { return false }
    let inside = text[start.upperBound..<end.lowerBound]
    // Words with dashes are not Base64, so no reader takes them for a damaged certificate.
    guard inside.utf8.contains(where: { "-_".utf8.contains($0) }) else { return false }
    return inside.split(whereSeparator: \.isWhitespace).allSatisfy { word in
      word.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
    }
  }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if "CcSsRr".utf8.contains(first) {
      if text.hasPrefix("SOME_") { return text.dropFirst(5).first?.isUppercase ?? false }
      switch text.utf8.count <= 13 ? text.uppercased() : "" {
      case "CHANGEME", "CHANGE-ME", "CHANGE_ME", "SOME_PASSWORD", "REDACTED": return true
      default: break
      }
    }
    // `your-license-key` and `http://YOUR-W&B-SERVER-IP`, but not `your-company.example.com`.
    if text.hasPrefix("your-") || text.hasPrefix("your_") { return !text.contains(".") }
    guard text.holds("YOUR") else { return false }
    return text.split(whereSeparator: { "/@:".contains($0) }).contains {
      $0.hasPrefix("YOUR-") || $0.hasPrefix("YOUR_")
    }
  }
}
