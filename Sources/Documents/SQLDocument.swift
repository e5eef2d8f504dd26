/// Writes statements for MySQL 8, which MariaDB also reads.
///
/// Backslashes escape in texts unless the SQL mode `NO_BACKSLASH_ESCAPES` is set, so the mode is set
/// before the first statement, and so is the character set of the texts.
package struct SQLDocument: Sendable {
  /// A line of the file, or what the server executes at once.
  package enum Step: Sendable {
    case blank
    case comment(String)
    case statement([Piece])
  }

  /// A piece of a statement; pieces follow each other without a space.
  package enum Piece: Sendable, ExpressibleByStringLiteral {
    /// Keywords and punctuation, written unchanged.
    case words(StaticString)
    /// A text of the statement, in single quotes.
    case text(String)
    /// The name of a database, a table or a column, in backquotes.
    case name(String)
    /// The name of a database in a privilege, where `_` and `%` would stand for any characters.
    case privilegeName(String)

    package init(stringLiteral words: StaticString) { self = .words(words) }
  }

  /// The longest name of a database, in characters (MySQL 8.0, "Identifier Length Limits").
  package static let longestName = 64

  private let steps: [Step]

  /// The steps in the order in which the server executes them.
  package init(_ steps: [Step]) { self.steps = steps }

  /// Whether the server accepts the name of a database: no NUL, nothing beyond the Basic
  /// Multilingual Plane, no space at the end (MySQL 8.0, "Schema Object Names").
  package static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.count <= longestName && text.last != " "
      && text.unicodeScalars.allSatisfy { 1...0xFFFF ~= $0.value }
  }

  /// The statements, one or more lines each.
  package func render() -> String {
    var writer = TextWriter()
    let modes: [Step] = [
      .statement(["SET NAMES utf8mb4"]),
      .statement(["SET SESSION sql_mode = ", .text("STRICT_ALL_TABLES")]),
    ]
    let start =
      steps.firstIndex { if case .statement = $0 { true } else { false } } ?? steps.endIndex
    for step in steps[..<start] + modes + steps[start...] {
      switch step {
      case .blank: writer.line("")
      case .comment(let text): writer.line("-- " + text)
      case .statement(let pieces): writer.line(pieces.map(Self.written).joined() + ";")
      }
    }
    return writer.text
  }

  private static func written(_ piece: Piece) -> String {
    switch piece {
    case .words(let words): "\(words)"
    case .text(let text): "'" + escaped(text) + "'"
    case .name(let name): "`" + name.replacing("`", with: "``") + "`"
    case .privilegeName(let name): written(.name(pattern(name)))
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": result += "''"
      case "\\": result += "\\\\"
      case "\0": result += "\\0"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      // Windows takes it for the end of the file.
      case "\u{1A}": result += "\\Z"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func pattern(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      if scalar == "_" || scalar == "%" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
