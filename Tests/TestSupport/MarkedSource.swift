/// Text with `1️⃣`, `2️⃣`, … in it: markers name offsets, so that tests need no line numbers.
package struct MarkedSource: Sendable {
  package let text: String
  /// The UTF-8 offset of each marker in `text`.
  package let offsets: [String: Int]

  package init(_ marked: String) {
    var text = ""
    var offsets: [String: Int] = [:]
    for character in marked {
      if character.unicodeScalars.contains("\u{20E3}") {
        offsets[String(character)] = text.utf8.count
      } else {
        text.append(character)
      }
    }
    self.text = text
    self.offsets = offsets
  }
}
