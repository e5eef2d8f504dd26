/// Writes a configuration file of nginx.
package struct NginxDocument: Sendable {
  /// A directive, or a comment between directives.
  package indirect enum Line: Sendable {
    case blank
    case comment(String)
    case directive(String, [Argument])
    case block(String, [Argument], [Line])
  }

  /// An argument of a directive, with any content.
  package struct Argument: Sendable, ExpressibleByStringLiteral {
    fileprivate enum Piece: Sendable {
      case text(String)
      case variable(String)
    }

    fileprivate let pieces: [Piece]

    package init(stringLiteral text: String) { pieces = [.text(text)] }

    private init(_ pieces: [Piece]) { self.pieces = pieces }

    /// Text that nginx uses unchanged; `isText` must accept it.
    package static func text(_ text: String) -> Argument { Argument([.text(text)]) }

    /// `$name`, which nginx replaces by the value of a variable.
    package static func variable(_ name: String) -> Argument { Argument([.variable(name)]) }

    /// One argument of both: literal text followed by a variable, for example.
    package static func + (first: Argument, second: Argument) -> Argument {
      Argument(first.pieces + second.pieces)
    }
  }

  private let lines: [Line]

  /// The directives of the main context.
  package init(_ lines: [Line]) { self.lines = lines }

  /// Whether an argument can contain the text: `$` always begins a variable, and a file ends at NUL.
  package static func isText(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0 == "$" || $0 == "\0" }
  }

  /// The file, two spaces for each block.
  package func render() -> String {
    var writer = TextWriter()
    for line in lines { Self.write(line, depth: 0, to: &writer) }
    return writer.text
  }

  private static func write(_ line: Line, depth: Int, to writer: inout TextWriter) {
    switch line {
    case .blank: writer.line("")
    case .comment(let text): writer.line("# " + text, depth: depth)
    case .directive(let name, let arguments):
      writer.line(words(name, arguments) + ";", depth: depth)
    case .block(let name, let arguments, let lines):
      guard !lines.isEmpty else { return writer.line(words(name, arguments) + " {}", depth: depth) }
      writer.line(words(name, arguments) + " {", depth: depth)
      for line in lines { write(line, depth: depth + 1, to: &writer) }
      writer.line("}", depth: depth)
    }
  }

  private static func words(_ name: String, _ arguments: [Argument]) -> String {
    ([.text(name)] + arguments).map(written).joined(separator: " ")
  }

  /// In quotes where a bare word would end, or begin a block.
  private static func written(_ argument: Argument) -> String {
    let isWord = argument.pieces.allSatisfy { piece in
      switch piece {
      case .text(let text): isBare(text)
      case .variable: true
      }
    }
    let text = argument.pieces.indices.map { index in
      switch argument.pieces[index] {
      case .text(let text): escaped(text)
      case .variable(let name):
        // A letter after it would belong to its name.
        if case .text? = argument.pieces.dropFirst(index + 1).first {
          "${\(name)}"
        } else {
          "$" + name
        }
      }
    }.joined()
    return isWord ? text : "\"" + text + "\""
  }

  private static func isBare(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "*"),
          UInt8(ascii: "["), UInt8(ascii: "]"):
          true
        default: false
        }
      }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "\"": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
