import Diagnostics

/// Detects placeholders copied from the documentation.
package enum Placeholder {
  /// Whether `text` is or contains a placeholder: `<…>`, dots inside a word, a run of `x`,
  /// `changeme`, `YOUR-…`, `SOME_PASSWORD`, `REDACTED`, or the word `port` for a port.
  package static func matches(_ text: String) -> Bool {
    guard text.utf8.count >= 3 else { return false }
    // A scan of the bytes rules out most values, which contain none of these characters.
    if text.holds("<"), isAngled(text) { return true }
    if text.holds("...") || text.holds("…"), hasDots(text) { return true }
    return isRowOfX(text) || isWord(text)
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
    return [before, after].contains { $0.map(isWordByte) ?? false } && !text.holds("../")
  }

  /// A letter or a digit; anything that is not ASCII counts as a letter.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }

  private static func isRowOfX(_ text: String) -> Bool {
    text.utf8.count >= 4 && text.allSatisfy { $0 == "x" || $0 == "X" || $0 == "-" }
      && text.contains { $0 == "x" || $0 == "X" }
  }

  private static func isWord(_ text: String) -> Bool {
    if let first = text.utf8.first, "CcSsRr".utf8.contains(first), text.utf8.count <= 13 {
      switch text.uppercased() {
      case "CHANGEME", "CHANGE-ME", "CHANGE_ME", "SOME_PASSWORD", "REDACTED": return true
      default: break
      }
    }
    guard text.holds("YOUR") else { return false }
    // `http://YOUR-W&B-SERVER-IP`, but not `your-company.example.com`.
    return text.split(whereSeparator: { "/@:".contains($0) }).contains {
      $0.hasPrefix("YOUR-") || $0.hasPrefix("YOUR_")
    }
  }
}
