/// Writes a document as lines: bodies from top to bottom, values from the leaves upwards, and finally
/// the columns of consecutive lines.
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

    /// Whether the layout is the value of a name: only such a value can be a heredoc.
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

    /// The text of a layout on one line.
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

  // MARK: Lines

  /// A line, split where `terraform fmt` aligns it with its neighbours.
  struct Line {
    let depth: Int
    let lead: String
    /// `= value`, where the value ends on the same line or is a heredoc.
    var assignment: String?
    /// The comment after the value.
    var comment: String?
    /// The lines of a heredoc, to its end.
    var heredoc: [String] = []
  }

  /// Collects lines, and aligns them.
  struct LineWriter {
    private var lines: [Line] = []

    func text() -> String {
      var writer = TextWriter()
      for (line, padding) in zip(lines, Alignment.paddings(of: lines)) {
        if !line.lead.isEmpty { writer.indent(line.depth) }
        writer.write(line.lead)
        if let assignment = line.assignment {
          writer.write(String(repeating: " ", count: padding.assignment) + assignment)
        }
        if let comment = line.comment {
          writer.write(String(repeating: " ", count: padding.comment) + comment)
        }
        writer.write("\n")
        for text in line.heredoc {
          text.isEmpty ? writer.write("\n") : writer.line(text, depth: line.depth + 1)
        }
        if !line.heredoc.isEmpty { writer.line(HCLDocument.marker, depth: line.depth) }
      }
      return writer.text
    }

    // MARK: Bodies

    mutating func write(_ body: Body, depth: Int) {
      var previous: Item?
      var wantsSpace = false
      for item in body.items {
        if case .blank = item {
          wantsSpace = true
          continue
        }
        if let previous, wantsSpace || Self.areApart(previous, item) { add(0, "") }
        write(item, depth)
        previous = item
        wantsSpace = false
      }
    }

    private static func areApart(_ first: Item, _ second: Item) -> Bool {
      switch (first, second) {
      case (.block, _), (.attribute, .block): true
      default: false
      }
    }

    private mutating func write(_ item: Item, _ depth: Int) {
      switch item {
      case .attribute(let attribute): write(attribute, depth)
      case .block(let block): write(block, depth)
      case .comment(let text): for line in Comment.lines(text) { add(depth, line) }
      case .blank: break
      }
    }

    private mutating func write(_ block: Block, _ depth: Int) {
      let labels = block.labels.map { " \(quoted($0.text))" }.joined()
      let start = "\(block.type.text)\(labels) {"
      let isEmpty = block.body.items.allSatisfy { if case .blank = $0 { true } else { false } }
      guard !isEmpty else { return add(depth, start + "}") }
      add(depth, start)
      write(block.body, depth: depth + 1)
      add(depth, "}")
    }

    private mutating func write(_ attribute: Attribute, _ depth: Int) {
      let layout = Layout(attribute.value, .value)
      let comments = attribute.comment.map(Comment.lines) ?? []
      // Elsewhere the width of the value would count, on which tools disagree for rare scripts.
      if comments.count == 1, case .inline(let value) = layout,
        (attribute.name.text + value).utf8.allSatisfy({ $0 < 0x80 })
      {
        lines.append(
          Line(
            depth: depth, lead: attribute.name.text, assignment: "= \(value)", comment: comments[0])
        )
        return
      }
      for comment in comments { add(depth, comment) }
      write(.init(key: attribute.name.text, layout: layout), depth)
    }

    // MARK: Values

    private mutating func write(_ entry: Layout.Entry, _ depth: Int) {
      switch (entry.layout, entry.key) {
      case (.inline(let text), let key?):
        lines.append(Line(depth: depth, lead: key, assignment: "= \(text)"))
      case (.inline(let text), nil): add(depth, entry.prefix + text + entry.suffix)
      case (.heredoc(let texts), let key):
        lines.append(
          Line(depth: depth, lead: key ?? "", assignment: "= <<-\(marker)", heredoc: texts))
      case (.group(let open, let entries, let close), let key):
        add(depth, (key.map { "\($0) = " } ?? entry.prefix) + open)
        for entry in entries { write(entry, depth + 1) }
        add(depth, close + entry.suffix)
      }
    }

    private mutating func add(_ depth: Int, _ lead: String) {
      lines.append(Line(depth: depth, lead: lead))
    }
  }

  // MARK: Columns

  /// The columns of consecutive lines, as `terraform fmt` aligns them.
  enum Alignment {
    /// How many spaces precede the parts of a line.
    struct Padding {
      var assignment = 0
      var comment = 0
    }

    /// One padding for each line; zero where the line has no such part.
    static func paddings(of lines: [Line]) -> [Padding] {
      var paddings = Array(repeating: Padding(), count: lines.count)
      // Lines that are aligned have the same depth, so indentation does not count.
      let leads = lines.map { $0.assignment == nil ? nil : columns($0.lead) }
      for (index, width) in widths(leads).enumerated() {
        if let width { paddings[index].assignment = width }
      }
      let values = lines.enumerated().map { index, line -> Int? in
        guard line.comment != nil, let lead = leads[index] else { return nil }
        return lead + paddings[index].assignment + (line.assignment?.utf8.count ?? 0)
      }
      for (index, width) in widths(values).enumerated() {
        if let width { paddings[index].comment = width }
      }
      return paddings
    }

    /// The padding of each width to the longest one in its run without a nil.
    private static func widths(_ lengths: [Int?]) -> [Int?] {
      var result = lengths
      var start = 0
      while start < lengths.count {
        let chain = lengths[start...].prefix { $0 != nil }
        let longest = chain.reduce(0) { max($0, $1 ?? 0) }
        for index in chain.indices { result[index] = longest + 1 - (lengths[index] ?? 0) }
        start = chain.endIndex + 1
      }
      return result
    }

    /// The width of a name or of quoted text in characters.
    ///
    /// HCL counts the grapheme clusters of Unicode 15.0 in each of its tokens. They differ from
    /// Swift's in Indic scripts, where a virama joins consonants since 15.1, and at U+FFFD,
    /// which Go treats as an error; a token ends at quotes and on both sides of `$` and `%`.
    static func columns(_ text: String) -> Int {
      guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text.utf8.count }
      var count = 0
      var isFirst = true
      for character in text {
        count += 1
        var previous: Unicode.Scalar?
        for scalar in character.unicodeScalars {
          if let previous, startsCluster(scalar, after: previous, isFirst: isFirst) { count += 1 }
          previous = scalar
        }
        isFirst = false
      }
      return count
    }

    private static func startsCluster(
      _ scalar: Unicode.Scalar, after previous: Unicode.Scalar, isFirst: Bool
    ) -> Bool {
      switch (previous, scalar) {
      case ("$", _), ("%", _), ("\u{FFFD}", _): return true
      case (_, "$"), (_, "%"), (_, "\u{FFFD}"), (_, "\""): return true
      case ("\"", _): return isFirst
      default: break
      }
      guard scalar.properties.generalCategory == .otherLetter else { return false }
      switch previous.properties.generalCategory {
      case .nonspacingMark, .spacingMark: return true
      default: return false
      }
    }
  }
}
