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
        return finished(command)
      case 0x20, 0x09, 0x0D: words.index += 1
      case UInt8(ascii: "\\") where words.index + 1 < bytes.count && bytes[words.index + 1] == 0x0A:
        words.index += 2
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "<"), UInt8(ascii: ">"): skipRedirection()
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

  /// Skips `2>&1`, `> file`, and a here document with its lines.
  private mutating func skipRedirection() {
    let bytes = file.bytes
    let start = words.index
    while words.index < bytes.count, "<>&|- \t".utf8.contains(bytes[words.index]) {
      words.index += 1
    }
    let isDocument =
      bytes[start...].starts(with: "<<".utf8) && !bytes[start...].starts(with: "<<<".utf8)
    guard let word = words.word(.word) else { return skipLine() }
    guard isDocument, let end = word.literal, !end.isEmpty else { return }
    skipLine()
    while words.index < bytes.count {
      words.index += 1
      let lineStart = words.index
      skipLine()
      let line = bytes[lineStart..<words.index].drop { $0 == 0x09 }
      if line.elementsEqual(end.utf8) { return }
    }
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
    let content: ShellWord.Content =
      switch scope.value(of: text) {
      case .text(let text): .text(text)
      case .unknown(let prefix): .unknown(prefix: prefix)
      case .missing, .invalid: .unknown(prefix: "")
      }
    return ShellWord(content: content, span: SourceSpan(id, start, words.index))
  }

  private mutating func set(_ name: String, to text: EnvText) {
    guard case .text(let value) = scope.value(of: text) else { return scope.set(name, to: nil) }
    let old = values.updateValue(value, forKey: ExactText(name))
    scope.set(name, to: old == nil || old == value ? value : nil)
  }
}
