import Diagnostics

/// Reads `EnvironmentFile=` as systemd 252 does (`src/basic/env-file.c`); measured with
/// `load_env_file` of its library.
struct SystemdEnvScanner: EnvScanner {
  private enum State {
    case value, afterQuote, single, double
  }

  private let bytes: [UInt8]
  private var index: Int
  /// The lines of the last comment that would set variables otherwise, the first one last.
  private var swallowed: [EnvStatement] = []

  init(_ bytes: [UInt8], from start: Int) { (self.bytes, index) = (bytes, start) }

  mutating func next() -> EnvStatement? {
    while true {
      if let line = swallowed.popLast() { return line }
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case let byte where Self.isBlank(byte): index += 1
      case UInt8(ascii: "#"), UInt8(ascii: ";"): skipComment()
      default: return statement()
      }
    }
  }

  /// A backslash continues a comment on the next line; since systemd 254, it does not.
  private mutating func skipComment() {
    while index < bytes.count, !Self.isBreak(bytes[index]) {
      let isBackslash = bytes[index] == UInt8(ascii: "\\")
      index += isBackslash ? 2 : 1
      guard isBackslash, index <= bytes.count, Self.isBreak(bytes[index - 1]) else { continue }
      if let line = assignment(at: index) { swallowed.append(line) }
    }
    // They are taken from the end.
    swallowed.reverse()
  }

  /// The line at an offset, if it begins like an assignment.
  private func assignment(at start: Int) -> EnvStatement? {
    let line = start..<(bytes[start...].firstIndex(where: Self.isBreak) ?? bytes.count)
    guard let sign = bytes[line].firstIndex(of: UInt8(ascii: "=")),
      let first = bytes[start..<sign].firstIndex(where: { !Self.isBlank($0) }),
      let last = bytes[start..<sign].lastIndex(where: { !Self.isBlank($0) }),
      EnvName.isName(bytes[first...last])
    else { return nil }
    return EnvStatement(
      range: first..<line.upperBound, name: first..<last + 1,
      written: line.upperBound..<line.upperBound, effect: .nothing(.continuedComment))
  }

  private mutating func statement() -> EnvStatement? {
    let start = index
    // The first byte belongs to the name, whatever it is.
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "="), !Self.isBreak(bytes[index]) {
      index += 1
    }
    let nameEnd = bytes[start..<index].lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? index
    let name = start..<nameEnd
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      return EnvStatement(
        range: name, name: name, written: nameEnd..<nameEnd, effect: .nothing(.noEqualsSign))
    }
    index += 1
    let value = readValue()
    let isName = EnvName.isName(bytes[name])
    return EnvStatement(
      range: start..<value.end, name: name, written: value.start..<value.end,
      effect: isName ? .sets(value.text) : .nothing(.notAName), isOpen: value.isOpen)
  }

  private mutating func readValue() -> (text: EnvText, start: Int, end: Int, isOpen: Bool) {
    var text: [UInt8] = []
    var state = State.afterQuote
    /// The length of the text without the whitespace at its end.
    var kept = 0
    var (first, last) = (Int?.none, index)
    while index < bytes.count {
      let byte = bytes[index]
      let isInside = state == .single || state == .double
      if !isInside, Self.isBreak(byte) { break }
      if first == nil, !Self.isBlank(byte) { first = index }
      index += 1
      switch (state, byte) {
      case (.single, UInt8(ascii: "'")), (.double, UInt8(ascii: "\"")): state = .afterQuote
      case (.afterQuote, UInt8(ascii: "'")): state = .single
      case (.afterQuote, UInt8(ascii: "\"")): state = .double
      case (.double, UInt8(ascii: "\\")): escapeInQuotes(&text)
      case (.afterQuote, UInt8(ascii: "\\")), (.value, UInt8(ascii: "\\")):
        state = .value
        if index < bytes.count, !Self.isBreak(bytes[index]) { text.append(bytes[index]) }
        index = min(index + 1, bytes.count)
      case (.afterQuote, _) where Self.isBlank(byte): continue
      case (.value, _) where Self.isBlank(byte):
        text.append(byte)
        continue
      case (.afterQuote, _):
        state = .value
        text.append(byte)
      default: text.append(byte)
      }
      (kept, last) = (text.count, index)
    }
    var value = EnvText()
    value.append(text.prefix(kept))
    return (value, first ?? last, last, state == .single || state == .double)
  }

  private mutating func escapeInQuotes(_ text: inout [UInt8]) {
    guard index < bytes.count else { return }
    let byte = bytes[index]
    index += 1
    if !"\"\\`$".utf8.contains(byte) {
      guard byte != 0x0A else { return }
      text.append(UInt8(ascii: "\\"))
    }
    text.append(byte)
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || isBreak(byte)
  }
}
