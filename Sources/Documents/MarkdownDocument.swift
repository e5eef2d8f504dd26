/// Writes Markdown that readers of CommonMark and of GitHub's tables and task lists show alike.
package struct MarkdownDocument: Sendable {
  /// A block of the page, with an empty line before the next one.
  package enum Block: Sendable {
    case heading(Int, Inline)
    case paragraph(Inline)
    /// Things to do, each with a box to tick.
    case tasks([Inline])
    case list([Inline])
    /// The cells of the first row, and of the rows below it.
    case table([Inline], [[Inline]])
  }

  /// Text within a block.
  package struct Inline: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    fileprivate var pieces: [Piece] = []

    fileprivate enum Piece: Sendable {
      case text(String)
      case code(String)
    }

    package init(stringLiteral text: String) { pieces = [.text(text)] }

    package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// `code` in a literal is a value of the configuration, shown as it is.
    package struct StringInterpolation: StringInterpolationProtocol {
      fileprivate var pieces: [Piece] = []

      package init(literalCapacity: Int, interpolationCount: Int) {}

      package mutating func appendLiteral(_ text: String) { pieces.append(.text(text)) }

      package mutating func appendInterpolation(code text: String) { pieces.append(.code(text)) }

      package mutating func appendInterpolation(_ inline: Inline) { pieces += inline.pieces }
    }
  }

  private let blocks: [Block]

  /// The blocks in reading order.
  package init(_ blocks: [Block]) { self.blocks = blocks }

  /// The page, with one empty line between blocks.
  package func render() -> String {
    blocks.map(Self.written).joined(separator: "\n")
  }

  private static func written(_ block: Block) -> String {
    switch block {
    case .heading(let level, let inline):
      String(repeating: "#", count: level) + " " + written(inline) + "\n"
    case .paragraph(let inline): written(inline) + "\n"
    case .tasks(let items): items.map { "- [ ] " + written($0) + "\n" }.joined()
    case .list(let items): items.map { "- " + written($0) + "\n" }.joined()
    case .table(let head, let rows):
      ([head.map(cell), head.map { _ in "---" }] + rows.map { $0.map(cell) })
        .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
  }

  /// A `|` ends a cell even in code, unless a backslash precedes it (GitHub Flavored Markdown, 4.10).
  private static func cell(_ inline: Inline) -> String {
    written(inline).replacing("|", with: "\\|")
  }

  private static func written(_ inline: Inline) -> String {
    inline.pieces.map { piece in
      switch piece {
      case .text(let text): escaped(text)
      case .code(let text): code(text)
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      switch scalars[index] {
      case "\\", "`", "*", "_", "[", "]", "<", ">": result += "\\" + String(scalars[index])
      case "&" where beginsEntity(scalars[index...]): result += "&amp;"
      case "\n", "\r": result += " "
      default: result.unicodeScalars.append(scalars[index])
      }
    }
    return result
  }

  /// Whether a reader would show a character in place of `&…;`.
  private static func beginsEntity(_ text: Substring.UnicodeScalarView) -> Bool {
    let name = text.dropFirst().prefix {
      $0 == "#" || $0.properties.isAlphabetic || "0"..."9" ~= $0
    }
    return !name.isEmpty && text.dropFirst(name.count + 1).first == ";"
  }

  /// A span between more backquotes than it contains in a row; line breaks are spaces in it.
  private static func code(_ text: String) -> String {
    var (longest, current) = (0, 0)
    for scalar in text.unicodeScalars {
      current = scalar == "`" ? current + 1 : 0
      longest = max(longest, current)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let line = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
    let isPadded = line.hasPrefix("`") || line.hasSuffix("`") || line.isEmpty
    return isPadded ? "\(fence) \(line) \(fence)" : fence + line + fence
  }
}
