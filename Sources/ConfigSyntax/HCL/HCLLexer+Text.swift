/// Quotes and heredocs.
extension HCLLexer {
  /// Up to the end of the quoted text, or to what interrupts it.
  mutating func quoted() {
    var end = index
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\""):
        addText(.quotedText, upTo: end)
        modes.removeLast()
        return add(.closeQuote, 1)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        addText(.quotedText, upTo: end)
        return leaveUnclosedText()
      case UInt8(ascii: "\\"):
        // A line break cannot be escaped.
        let isBreak = end + 1 < bytes.count && (bytes[end + 1] == 0x0A || bytes[end + 1] == 0x0D)
        end += isBreak ? 1 : 2
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if opensSequence(at: end) { return openSequence(at: end, after: .quotedText) }
        end += escapedSequenceLength(at: end)
      default: end += 1
      }
    }
    addText(.quotedText, upTo: min(end, bytes.count))
  }

  /// One line of a heredoc, or its end.
  mutating func heredoc() {
    let start = index
    var end = index
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\n"):
        let startsLine = modes[modes.count - 1].startsLine
        if startsLine, isMarker(start..<end) { return closeHeredoc(lineEnd: end) }
        modes[modes.count - 1].startsLine = true
        return addText(.heredocText, upTo: end + 1)
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if opensSequence(at: end) {
          modes[modes.count - 1].startsLine = false
          return openSequence(at: end, after: .heredocText)
        }
        end += escapedSequenceLength(at: end)
      case UInt8(ascii: "\r") where end + 1 < bytes.count && bytes[end + 1] != UInt8(ascii: "\n"):
        addText(.heredocText, upTo: end)
        return add(.invalid, 1)
      default: end += 1
      }
    }
    addText(.heredocText, upTo: bytes.count)
  }

  /// Begins a heredoc at `<<`; false when the rest of the line is not a marker.
  mutating func openHeredoc() -> Bool {
    let isFlush = byte(2) == UInt8(ascii: "-")
    let start = index + (isFlush ? 3 : 2)
    guard let length = identifierLength(at: start) else { return false }
    var end = start + length
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return false }
    modes.append(Mode(kind: .heredoc, start: start..<start + length))
    add(isFlush ? .openFlushHeredoc : .openHeredoc, end + 1 - index)
    return true
  }

  private func isMarker(_ line: Range<Int>) -> Bool {
    let marker = modes[modes.count - 1].start
    guard line.count >= marker.count else { return false }
    let trimmed = HCLText.trimmed(bytes, line)
    return trimmed.count == marker.count && bytes[trimmed].elementsEqual(bytes[marker])
  }

  private mutating func closeHeredoc(lineEnd: Int) {
    let hasReturn = lineEnd > index && bytes[lineEnd - 1] == UInt8(ascii: "\r")
    modes.removeLast()
    add(.closeHeredoc, (hasReturn ? lineEnd - 1 : lineEnd) - index)
    add(.newline, hasReturn ? 2 : 1)
  }

  private mutating func addText(_ kind: HCLToken.Kind, upTo end: Int) {
    if end > index { add(kind, end - index) }
  }

  private func opensSequence(at place: Int) -> Bool {
    place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "{")
  }

  /// `$${` and `%%{` are text.
  private func escapedSequenceLength(at place: Int) -> Int {
    let isEscaped =
      place + 2 < bytes.count && bytes[place + 1] == bytes[place]
      && bytes[place + 2] == UInt8(ascii: "{")
    return isEscaped ? 3 : 1
  }

  private mutating func openSequence(at place: Int, after text: HCLToken.Kind) {
    addText(text, upTo: place)
    let kind: HCLToken.Kind = bytes[place] == UInt8(ascii: "$") ? .interpolation : .directive
    add(kind, byte(2) == UInt8(ascii: "~") ? 3 : 2)
    modes.append(Mode(kind: .code, start: place..<index))
  }

  /// After a quote that is not closed on its line, everything around it is abandoned too.
  private mutating func leaveUnclosedText() {
    let start = modes[modes.count - 1].start.lowerBound
    tokens.append(HCLToken(.unclosedText, start, index))
    while modes.count > 1, modes[modes.count - 1].kind != .heredoc { modes.removeLast() }
  }
}
