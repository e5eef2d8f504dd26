import Diagnostics

/// Reads the assignments of a shell script as `set -a; . FILE` in bash does.
///
/// They are `NAME=value`, also several on a line, `NAME+=value`, and both after `export`. Any other
/// command is refused, because nothing is run.
struct ShellEnvScanner: EnvScanner {
  private let bytes: [UInt8]
  private var reader: ShellWordReader
  /// Statements of a command that were not handed out yet, in reverse.
  private var pending: [EnvStatement] = []
  /// How the last command ended.
  private var ending = Ending.line

  /// What ends a command.
  private enum Ending { case line, background, pipe, alternative, both }

  /// One word of a command.
  private struct Word {
    let range: Range<Int>
    /// The name before `=` or `+=`; nil for other words.
    let name: Range<Int>?
    let value: Range<Int>
    let text: EnvText
    let appends: Bool
  }

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    reader = ShellWordReader(bytes, from: start)
  }

  mutating func next() -> EnvStatement? {
    while true {
      if let statement = pending.popLast() { return statement }
      guard reader.index < bytes.count else { return nil }
      readCommand()
    }
  }

  // MARK: Commands

  private mutating func readCommand() {
    let previous = ending
    let start = reader.index
    var words: [Word] = []
    // Whether the next word may be an assignment: after others, and after `export`.
    var assigns = true
    ending = .line
    scan: while let byte = peek(0) {
      switch byte {
      case 0x0A:
        reader.index += 1
        break scan
      case 0x20, 0x09: reader.index += 1
      case UInt8(ascii: "\\") where peek(1) == 0x0A: reader.index += 2
      case UInt8(ascii: "#"): reader.index = lineEnd(from: reader.index)
      case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"):
        let isCase = byte == UInt8(ascii: ";") && peek(1) == byte
        guard !words.isEmpty, !isCase else { return refuse(.commandSyntax, at: reader.index) }
        readOperator(byte)
        break scan
      case UInt8(ascii: "<"): return refuse(.commandSyntax, at: reader.index)
      case UInt8(ascii: ">"): guard skipRedirection() else { return }
      case UInt8(ascii: "("), UInt8(ascii: ")"): return refuse(.commandSyntax, at: reader.index)
      default:
        guard let word = readWord(assigns: assigns) else { return refuse(fault, at: start) }
        words.append(word)
        assigns = assigns && word.name != nil || isExport(words)
      }
    }
    guard !words.isEmpty else {
      ending = previous
      return
    }
    hand(in: words, after: previous)
  }

  private func peek(_ distance: Int) -> UInt8? {
    let offset = reader.index + distance
    return offset < bytes.count ? bytes[offset] : nil
  }

  /// A line feed at or after an offset, or the end of the text.
  private func lineEnd(from start: Int) -> Int {
    guard start < bytes.count else { return bytes.count }
    return bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
  }

  private mutating func readOperator(_ byte: UInt8) {
    let isDouble = peek(1) == byte
    reader.index += isDouble ? 2 : 1
    ending =
      switch (byte, isDouble) {
      case (UInt8(ascii: "&"), false): .background
      case (UInt8(ascii: "|"), false): .pipe
      case (UInt8(ascii: "|"), true): .alternative
      case (UInt8(ascii: "&"), true): .both
      default: .line
      }
  }

  /// Skips `> file`; false after a fault.
  private mutating func skipRedirection() -> Bool {
    let start = reader.index
    while let byte = peek(0), " \t>&|".utf8.contains(byte) { reader.index += 1 }
    guard let text = reader.word(.word), !text.isEmpty else {
      refuse(.commandSyntax, at: start)
      return false
    }
    return true
  }

  private mutating func readWord(assigns: Bool) -> Word? {
    let start = reader.index
    let nameEnd = EnvName.end(in: bytes, from: start)
    let isName = nameEnd > start
    let appends =
      isName && nameEnd + 1 < bytes.count && bytes[nameEnd] == UInt8(ascii: "+")
      && bytes[nameEnd + 1] == UInt8(ascii: "=")
    let sign = nameEnd + (appends ? 1 : 0)
    let isAssignment = isName && sign < bytes.count && bytes[sign] == UInt8(ascii: "=")
    guard isAssignment, assigns else {
      guard let text = reader.word(.word) else { return nil }
      return Word(
        range: start..<reader.index, name: nil, value: start..<reader.index, text: text,
        appends: false)
    }
    reader.index = sign + 1
    guard let text = reader.word(.assignment) else { return nil }
    return Word(
      range: start..<reader.index, name: start..<nameEnd, value: sign + 1..<reader.index,
      text: text, appends: appends)
  }

  private func isExport(_ words: [Word]) -> Bool {
    guard let first = words.first, first.name == nil else { return false }
    return first.text.literal == "export" || first.text.literal == "readonly"
      || first.text.literal == "declare" && words.dropFirst().first?.text.literal == "-x"
  }

  private var fault: EnvStatement.Fault {
    switch reader.fault {
    case .openQuote: .openQuote
    case .badExpansion, .tooDeep, nil: .badExpansion
    }
  }

  /// Leaves the rest of the line out.
  private mutating func refuse(_ fault: EnvStatement.Fault, at offset: Int) {
    var start = offset
    while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    let end = lineEnd(from: start)
    pending.append(.refused(fault, start..<end))
    reader.index = min(end + 1, bytes.count)
    ending = .line
  }

  // MARK: Statements

  private mutating func hand(in words: [Word], after previous: Ending) {
    let idleness: EnvStatement.Idleness? =
      switch (previous, ending) {
      case (.pipe, _), (_, .pipe): .pipeline
      case (.alternative, _): .alternative
      case (_, .background): .background
      default: nil
      }
    guard let command = words.firstIndex(where: { $0.name == nil }) else {
      pending += words.map { statement($0, idleness) }.reversed()
      return
    }
    let literals = words[command...].map { $0.text.literal ?? "" }
    if command == 0, isExport(words) {
      let names = words.dropFirst(literals[0] == "declare" ? 2 : 1)
      pending += names.map { exported($0, idleness) }.reversed()
    } else if command > 0 || !Self.isHarmless(literals) {
      pending.append(refusal(of: words, command))
    }
  }

  /// `A=b c` is probably a value with whitespace, and any other command a command.
  private func refusal(of words: [Word], _ command: Int) -> EnvStatement {
    let range = words[command].range.lowerBound..<(words.last?.range.upperBound ?? 0)
    guard command > 0 else { return .refused(.command, range) }
    return EnvStatement(
      range: range, name: words[command - 1].name ?? range, written: words[command - 1].value,
      effect: .refused(.commandAfterValue(value: words[command - 1].value)))
  }

  /// What changes no variable: `set -a`, `set -o allexport`, `:`.
  private static func isHarmless(_ words: [String]) -> Bool {
    words[0] == "set" && words.count > 1 || words == [":"] || words == ["true"]
  }

  private func statement(_ word: Word, _ idleness: EnvStatement.Idleness?) -> EnvStatement {
    let name = word.name ?? word.range
    var text = word.text
    if word.appends {
      text = EnvText()
      let own = String(decoding: bytes[name], as: UTF8.self)
      var expansion = EnvText.Expansion(name: own, operation: .fallback)
      expansion.word = []
      text.append(.variable(expansion))
      for piece in word.text.all { text.append(piece) }
    }
    return EnvStatement(
      range: word.range, name: name, written: word.value,
      effect: idleness.map { .nothing($0) } ?? .sets(text))
  }

  private func exported(_ word: Word, _ idleness: EnvStatement.Idleness?) -> EnvStatement {
    guard word.name == nil else { return statement(word, idleness) }
    let isName = word.text.literal.map { EnvName.isName($0.utf8) } ?? false
    return EnvStatement(
      range: word.range, name: word.range, written: word.range.upperBound..<word.range.upperBound,
      effect: isName ? .inherits : .refused(.badName))
  }
}
