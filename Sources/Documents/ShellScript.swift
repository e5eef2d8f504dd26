/// Writes a script for a POSIX shell.
package struct ShellScript: Sendable {
  /// What one step of a script does; a long command may take several lines.
  package enum Line: Sendable {
    case blank
    case comment(String)
    case command([Word])
    /// A command that runs when another one fails, whose output is discarded.
    case unless([Word], [Word])
    /// A variable that is set to the output of a command.
    case assignment(String, [Word])
    /// A variable that the programs of the script get, too.
    case export(String, Word)
  }

  /// One word of a command, with any content.
  package struct Word: Sendable, ExpressibleByStringLiteral {
    /// Text that is quoted when it is written, or that is written unchanged.
    fileprivate enum Piece: Sendable {
      case text(String)
      case variable(String)
    }

    fileprivate let pieces: [Piece]

    fileprivate init(_ pieces: [Piece]) { self.pieces = pieces }

    /// Text that the shell must not interpret; quoted where it has to be.
    package init(_ text: String) { pieces = [.text(text)] }

    package init(stringLiteral text: String) { self.init(text) }

    /// `"$NAME"`, which the shell replaces without splitting it.
    package static func variable(_ name: String) -> Word { Word([.variable(name)]) }

    /// One word of both: literal text followed by a variable, for example.
    package static func + (first: Word, second: Word) -> Word {
      Word(first.pieces + second.pieces)
    }
  }

  /// The column after which a command is broken before its options.
  private static let width = 100

  private let lines: [Line]

  /// The steps in the order in which they run, without the `#!` line.
  package init(_ lines: [Line]) { self.lines = lines }

  /// The script after its `#!/bin/sh` line; it continues after a failure unless a step is `set -e`.
  package func render() -> String {
    var writer = TextWriter()
    writer.line("#!/bin/sh")
    for line in lines { Self.write(line, to: &writer) }
    return writer.text
  }

  private static func write(_ line: Line, to writer: inout TextWriter) {
    switch line {
    case .blank: writer.line("")
    case .comment(let text): writer.line("# " + text)
    case .command(let words): write(words.map(quoted), depth: 0, to: &writer)
    case .unless(let test, let words):
      writer.line((test.map(quoted) + [">/dev/null", "2>&1", "||"]).joined(separator: " "))
      write(words.map(quoted), depth: 1, to: &writer)
    case .assignment(let name, let words):
      writer.line(name + "=$(" + words.map(quoted).joined(separator: " ") + ")")
    case .export(let name, let word): writer.line("export \(name)=" + quoted(word))
    }
  }

  /// On one line, or with each option and its values on a line of its own.
  private static func write(_ words: [String], depth: Int, to writer: inout TextWriter) {
    let line = words.joined(separator: " ")
    guard line.unicodeScalars.count + 2 * depth > width else {
      return writer.line(line, depth: depth)
    }
    var lines: [[String]] = [[]]
    for word in words {
      if word.hasPrefix("--") || word.hasPrefix("'--") { lines.append([]) }
      lines[lines.count - 1].append(word)
    }
    let text = lines.map { $0.joined(separator: " ") }.joined(separator: " \\\n  ")
    writer.line(text, depth: depth)
  }

  private static func quoted(_ word: Word) -> String {
    word.pieces.map { piece in
      switch piece {
      case .variable(let name): "\"$\(name)\""
      case .text(let text): quoted(text)
      }
    }.joined()
  }

  private static func quoted(_ text: String) -> String {
    guard text.isEmpty || !text.unicodeScalars.allSatisfy(isPlain) else { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// Whether a character has no special meaning to the shell anywhere in a word.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", ",", "/", ":", "=", "@", "%", "+": true
    default: false
    }
  }
}
