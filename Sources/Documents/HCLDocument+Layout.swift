extension HCLDocument {
  /// How an expression is laid out, decided bottom-up so that each part is visited once.
  indirect enum Layout {
    case inline(String)
    /// The lines of a heredoc.
    case heredoc([String])
    /// One entry per line, between a line that opens brackets and one that closes them.
    case group(open: String, [Entry], close: String)

    /// The content of a line, or of several with their begin and end.
    struct Entry {
      var key: String?
      var prefix = ""
      let layout: Layout
      var suffix = ""
    }

    /// Whether the layout is the whole value of a name: only there is a heredoc possible.
    enum Position { case value, part }

    /// The length of the longest list that is written on one line.
    private static let greatestWidth = 80

    init(_ expression: Expression, _ position: Position) {
      switch expression.unwrapped {
      case .list(let elements): self = Self.list(elements.map { Layout($0, .part) })
      case .object(let members) where !members.isEmpty:
        let entries = members.map { Entry(key: key($0.key), layout: Layout($0.value, .value)) }
        self = .group(open: "{", entries, close: "}")
      case .call(let function, let arguments):
        self = Self.call(function, arguments.map { Layout($0, .part) })
      case .conditional(let condition, let yes, let no):
        self = Self.conditional(condition, yes, no)
      case .text(let template): self = Self.text(template.pieces, position)
      default: self = .inline(HCLDocument.inline(expression))
      }
    }

    private var line: String? { if case .inline(let text) = self { text } else { nil } }

    private static func text(_ pieces: [Template.Piece], _ position: Position) -> Layout {
      if position == .value, let lines = HCLDocument.heredoc(pieces) { return .heredoc(lines) }
      return .inline(quoted(pieces))
    }

    private static func list(_ elements: [Layout]) -> Layout {
      let texts = elements.compactMap(\.line)
      if texts.count == elements.count {
        let text = "[\(texts.joined(separator: ", "))]"
        if texts.count < 2 || text.utf8.count <= greatestWidth { return .inline(text) }
      }
      return .group(open: "[", elements.map { Entry(layout: $0, suffix: ",") }, close: "]")
    }

    /// On one line, or with the brackets of the last argument next to those of the call.
    private static func call(_ function: Name, _ arguments: [Layout]) -> Layout {
      let texts = arguments.compactMap(\.line)
      let start = "\(function.text)(\(texts.joined(separator: ", "))"
      if texts.count == arguments.count { return .inline(start + ")") }
      // `terraform fmt` aligns at the first `=` of a line, wherever it is.
      if texts.count == arguments.count - 1, !start.utf8.contains(UInt8(ascii: "=")),
        case .group(let open, let entries, let close)? = arguments.last
      {
        let separator = texts.isEmpty ? "" : ", "
        return .group(open: start + separator + open, entries, close: close + ")")
      }
      let entries = arguments.enumerated().map { index, argument in
        Entry(layout: argument, suffix: index == arguments.count - 1 ? "" : ",")
      }
      return .group(open: "\(function.text)(", entries, close: ")")
    }

    /// On one line, or in parentheses, where a line may end before an operator.
    private static func conditional(
      _ condition: Expression, _ yes: Expression, _ no: Expression
    ) -> Layout {
      let first = branch(yes, Layout(yes, .part))
      let second = branch(no, Layout(no, .part))
      let start = HCLDocument.branch(condition)
      if let yes = first.line, let no = second.line { return .inline("\(start) ? \(yes) : \(no)") }
      let entries = [
        Entry(layout: .inline(start)), Entry(prefix: "? ", layout: first),
        Entry(prefix: ": ", layout: second),
      ]
      return .group(open: "(", entries, close: ")")
    }

    private static func branch(_ expression: Expression, _ layout: Layout) -> Layout {
      guard let line = layout.line, expression.isConditional else { return layout }
      return .inline("(\(line))")
    }
  }
}
