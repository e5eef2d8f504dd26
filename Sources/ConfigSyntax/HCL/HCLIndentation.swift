/// The indentation that `<<-` removes.
enum HCLIndentation {
  /// Removes from each line the white space that all of them begin with; blank lines do not count.
  static func remove(from pieces: inout [HCLParser.Piece]) {
    var least = Int.max
    var starts: [Int] = []
    var startsLine = true
    for (place, piece) in pieces.enumerated() {
      guard case .literal(let text) = piece else {
        if startsLine { least = 0 }
        startsLine = false
        continue
      }
      if startsLine, let width = width(text) {
        least = min(least, width)
        starts.append(place)
      }
      startsLine = text.utf8.last == UInt8(ascii: "\n")
    }
    for place in starts {
      guard case .literal(let text) = pieces[place] else { continue }
      pieces[place] = .literal(String(text.unicodeScalars.dropFirst(least)))
    }
  }

  /// The width of the leading white space, where a tab is one column; nil for a blank line.
  private static func width(_ text: String) -> Int? {
    let spaces = text.unicodeScalars.prefix(while: HCLText.isSpace)
    let isBlank = spaces.endIndex == text.endIndex && text.utf8.last == UInt8(ascii: "\n")
    return isBlank ? nil : spaces.count
  }
}
