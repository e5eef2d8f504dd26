/// Breaks text into lines that fit a terminal.
enum TextWrapping {
  /// The text in lines of at most `width` columns, unless one word is wider.
  static func lines(_ text: String, width: Int) -> [String] {
    guard DisplayWidth.of(text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      let columns = DisplayWidth.of(word)
      if used > 0, used + 1 + columns > width {
        lines.append(line)
        (line, used) = (word, columns)
      } else {
        line += (used > 0 ? " " : "") + word
        used += (used > 0 ? 1 : 0) + columns
      }
    }
    return lines + [line]
  }

  /// The text after `lead` columns that are written already; further lines begin below it, if there
  /// is room.
  static func wrapped(_ text: String, after lead: Int, width: Int) -> String {
    let margin = width - lead < 20 ? 2 : lead
    let lines = lines(text, width: max(20, width - lead))
    return lines.joined(separator: "\n" + String(repeating: " ", count: margin))
  }
}
