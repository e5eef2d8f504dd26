package import Diagnostics

/// A word of a command in a shell script.
package struct ShellWord: Sendable {
  /// The word where it is known.
  package enum Content: Sendable {
    case text(String)
    /// It depends on what only a running shell knows, after `prefix`.
    case unknown(prefix: String)
  }

  package let content: Content
  package let span: SourceSpan

  /// The word where all of it is known.
  package var text: String? { if case .text(let text) = content { text } else { nil } }

  /// What is certainly at the start of the word.
  package var prefix: String {
    switch content {
    case .text(let text), .unknown(let text): text
    }
  }
}

/// Reads the commands of a shell script, and the variables that it sets on the way; it runs nothing.
///
/// Only plain commands are understood: keywords are words, and the branches of an `if` are read one
/// after the other. A variable that is set to two values is not known after the second one.
package struct ShellScriptReader {
  private let file: SourceFile
  private let id: FileID
  private var words: ShellWordReader
  private var scope: EnvScope
  private let context: EnvContext
  private var values: [ExactText: String] = [:]
  /// Those of the command that `next` returned, and of what it skipped before it.
  package private(set) var redirections = ShellRedirections()
  /// Where the script goes on after the here documents that the current line announces.
  private var endOfDocuments: Int?
  /// Reads a file that the script reads with `.` or `source`; nil if it is not known.
  private let load: (String) -> [UInt8]?

  package init(
    _ file: SourceFile, _ id: FileID, environment: @escaping EnvironmentLookup,
    load: @escaping (String) -> [UInt8]?
  ) {
    (self.file, self.id, self.load) = (file, id, load)
    context = EnvContext(.shell, environment: environment)
    scope = EnvScope(context)
    let mark = SourceFile.byteOrderMark
    words = ShellWordReader(
      file.bytes, from: file.bytes.starts(with: mark) ? mark.count : 0)
  }

  /// The value of a variable that the script or its caller has; nil for one that is not known.
  package func value(of name: String) -> String? {
    if case .set(let text) = scope.find(name) { text } else { nil }
  }

  /// The words of the next command, without assignments before it; nil at the end of the script.
  package mutating func next() -> [ShellWord]? {
    redirections = ShellRedirections()
    while words.index < file.bytes.count {
      let found = readCommand()
      if !found.isEmpty { return found }
    }
    return nil
  }

  private mutating func readCommand() -> [ShellWord] {
    let bytes = file.bytes
    var command: [ShellWord] = []
    while words.index < bytes.count {
      let byte = bytes[words.index]
      switch byte {
      case 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        words.index += 1
        if byte == 0x0A { skipDocuments() }
        return finished(command)
      case 0x20, 0x09, 0x0D: words.index += 1
      case UInt8(ascii: "\\") where words.index + 1 < bytes.count && bytes[words.index + 1] == 0x0A:
        words.index += 2
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "<"), UInt8(ascii: ">"): readRedirection(after: &command)
      default:
        let isAssignment = command.isEmpty || command[0].text == "export"
        guard let word = readWord(isAssignment: isAssignment) else {
          skipLine()
          return finished(command)
        }
        if let word { command.append(word) }
      }
    }
    return finished(command)
  }

  /// Also reads the variables of a file that the command reads.
  private mutating func finished(_ command: [ShellWord]) -> [ShellWord] {
    guard command.count > 1, command[0].text == "source" || command[0].text == ".",
      let path = command[1].text, let bytes = load(path)
    else { return command }
    var scanner = ShellEnvScanner(bytes, from: 0)
    while let statement = scanner.next() {
      guard case .sets(let text) = statement.effect else { continue }
      set(String(decoding: bytes[statement.name], as: UTF8.self), to: text)
    }
    return command
  }

  private mutating func skipLine() {
    while words.index < file.bytes.count, file.bytes[words.index] != 0x0A { words.index += 1 }
  }

  private mutating func skipDocuments() {
    words.index = max(words.index, endOfDocuments ?? 0)
    endOfDocuments = nil
  }

  /// Reads `2>&1`, `> file` and `<<EOF`; the number before the sign is not a word of the command.
  private mutating func readRedirection(after command: inout [ShellWord]) {
    let bytes = file.bytes
    let start = words.index
    if let last = command.last, Int(last.span.upper) == start,
      bytes[last.span.range].allSatisfy(\.isDigit)
    {
      command.removeLast()
    }
    while words.index < bytes.count, "<>&|-".utf8.contains(bytes[words.index]) { words.index += 1 }
    let sign = String(decoding: bytes[start..<words.index], as: UTF8.self)
    // `2>&-` closes a file.
    guard !sign.hasSuffix("&-") else { return }
    while words.index < bytes.count, " \t".utf8.contains(bytes[words.index]) { words.index += 1 }
    let wordStart = words.index
    guard let text = words.word(.word) else { return skipLine() }
    if sign.hasPrefix("<<"), !sign.hasPrefix("<<<") {
      guard let end = text.literal, !end.isEmpty else { return }
      let isQuoted = bytes[wordStart..<words.index].contains { "'\"\\".utf8.contains($0) }
      readDocument(until: end, isIndented: sign.hasPrefix("<<-"), isQuoted: isQuoted)
    } else if sign.contains(">") {
      // `2>&1` copies a file that is open.
      let isCopy = sign.hasSuffix("&") && bytes[wordStart..<words.index].allSatisfy(\.isDigit)
      guard !isCopy else { return }
      let path = ShellWord(
        content: content(of: text), span: SourceSpan(id, wordStart, words.index))
      redirections.outputs.append(.init(path: path, appends: sign.hasPrefix(">>")))
    }
  }

  /// Notes the lines of a here document, which begin after this line or the documents before it.
  private mutating func readDocument(until end: String, isIndented: Bool, isQuoted: Bool) {
    let bytes = file.bytes
    func lineEnd(from start: Int) -> Int { bytes[start...].firstIndex(of: 0x0A) ?? bytes.count }
    func next(_ lineEnd: Int) -> Int { min(lineEnd + 1, bytes.count) }
    var endOfLine = lineEnd(from: words.index)
    // A backslash joins the next line to this one.
    while endOfLine < bytes.count, endOfLine > words.index,
      bytes[endOfLine - 1] == UInt8(ascii: "\\")
    {
      endOfLine = lineEnd(from: endOfLine + 1)
    }
    let start = endOfDocuments ?? next(endOfLine)
    var lineStart = start
    while lineStart < bytes.count {
      let line = bytes[lineStart..<lineEnd(from: lineStart)]
      let text = isIndented ? line.drop { $0 == 0x09 } : line
      if text.elementsEqual(end.utf8) { break }
      lineStart = next(line.endIndex)
    }
    endOfDocuments = next(lineEnd(from: lineStart))
    let range = start..<lineStart
    redirections.document = HereDocument(
      range: range, isIndented: isIndented,
      isLiteral: isQuoted || !bytes[range].contains { "$`\\".utf8.contains($0) })
  }

  /// A word; nil inside for an assignment, and outside for a word that could not be read.
  private mutating func readWord(isAssignment: Bool) -> ShellWord?? {
    let start = words.index
    let end = EnvName.end(in: file.bytes, from: start)
    if isAssignment, end > start, end < file.bytes.count, file.bytes[end] == UInt8(ascii: "=") {
      words.index = end + 1
      guard let text = words.word(.assignment) else { return nil }
      set(String(decoding: file.bytes[start..<end], as: UTF8.self), to: text)
      return .some(nil)
    }
    guard let text = words.word(.word), words.index > start else {
      words.index = max(words.index, start + 1)
      return nil
    }
    return ShellWord(content: content(of: text), span: SourceSpan(id, start, words.index))
  }

  private mutating func content(of text: EnvText) -> ShellWord.Content {
    switch scope.value(of: text) {
    case .text(let text): .text(text)
    case .unknown(let prefix): .unknown(prefix: prefix)
    case .missing, .invalid: .unknown(prefix: "")
    }
  }

  private mutating func set(_ name: String, to text: EnvText) {
    guard case .text(let value) = scope.value(of: text) else { return scope.set(name, to: nil) }
    let old = values.updateValue(value, forKey: ExactText(name))
    scope.set(name, to: old == nil || old == value ? value : nil)
  }
}
