extension HCLDocument {
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
}
