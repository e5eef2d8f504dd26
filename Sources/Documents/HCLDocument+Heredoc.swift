extension HCLDocument {
  /// The marker that ends a heredoc.
  static let marker = "EOT"

  /// The lines of a `<<-EOT` heredoc with `pieces`; nil where quotes are better or the only way.
  ///
  /// It is for several lines of plain text with a line break at the end. Terraform removes the
  /// indentation that all lines share, so one of them must have none of its own.
  static func heredoc(_ pieces: [Template.Piece]) -> [String]? {
    guard case .literal(let last)? = pieces.last, last.utf8.last == UInt8(ascii: "\n") else {
      return nil
    }
    var lines = [HeredocLine()]
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .interpolation(let expression): lines[lines.count - 1].add(expression)
      case .literal(let text):
        // `$${` would be an escape, and a heredoc has no other.
        if index + 1 < pieces.count, text.utf8.last == dollar { return nil }
        let parts = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, part) in parts.enumerated() {
          if number > 0 { lines.append(HeredocLine()) }
          lines[lines.count - 1].add(part)
        }
      }
    }
    lines.removeLast()
    guard lines.count > 1, lines.contains(where: \.startsAtMargin), lines.allSatisfy(\.isPlain)
    else { return nil }
    return lines.map(\.text)
  }
}

/// One line of a heredoc under construction.
private struct HeredocLine {
  private(set) var text = ""
  private(set) var startsAtMargin = false
  private var holdsOnlyPlainText = true
  private var endsInSpace = false

  /// Whether every reader and editor keeps the line unchanged, and it does not end the heredoc.
  var isPlain: Bool {
    guard holdsOnlyPlainText, !endsInSpace else { return false }
    let rest = text.unicodeScalars.drop { $0.properties.isWhitespace }
    return !rest.elementsEqual(HCLDocument.marker.unicodeScalars)
  }

  mutating func add(_ expression: HCLDocument.Expression) {
    if text.isEmpty { startsAtMargin = true }
    text += HCLDocument.interpolation(expression)
    endsInSpace = false
  }

  mutating func add(_ literal: String.UnicodeScalarView.SubSequence) {
    guard let last = literal.last else { return }
    if text.isEmpty { startsAtMargin = literal.first?.properties.isWhitespace == false }
    text += HCLDocument.escaped(String(literal), .heredoc)
    holdsOnlyPlainText = holdsOnlyPlainText && literal.allSatisfy(\.isPlainText)
    endsInSpace = last.properties.isWhitespace
  }
}
