import Diagnostics

/// Findings for people: message, source frame, help.
package struct TextRenderer: Renderer {
  private let style: TextStyle

  package init(_ style: TextStyle) { self.style = style }

  /// The records in rustc's layout, each followed by an empty line, and the summary.
  package func render(_ findings: Findings) -> String {
    render(findings.records) + (style.summary == .shown ? SummaryLine.text(findings) : "")
  }

  /// The records alone; on a screen, those of each file have a heading if there are several files.
  func render(_ records: [DiagnosticRecord]) -> String {
    let first = records.first?.location.file
    let hasHeadings = style.screen != nil && records.contains { $0.location.file != first }
    var output = ""
    var file: String?
    for record in records {
      if hasHeadings, record.location.file != file {
        file = record.location.file
        output += paint(linked(record.location.file, record.location.path), .heading) + "\n\n"
      }
      append(record, to: &output)
      output += "\n"
    }
    return output
  }

  private func append(_ record: DiagnosticRecord, to output: inout String) {
    let gutter = record.frame.sections.flatMap(\.lines).map { String($0.number).count }.max() ?? 1
    let margin = pad(gutter)
    let title = "\(record.severity.rawValue)[\(record.code)]"
    append(title, color(record.severity), to: &output)
    append(": \(wrapped(record.message, after: title.count + 2))", .bold, to: &output)
    output += "\n"
    for (index, section) in record.frame.sections.enumerated() {
      output += margin
      append(index == 0 ? "-->" : ":::", .blue, to: &output)
      let location = "\(section.file):\(section.position.line):\(section.position.column)"
      output += " \(linked(location, section.path))\n"
      let bar = paint(margin + " |", .blue)
      output += bar
      output += "\n"
      for line in section.lines {
        append(line, gutter: gutter, bar: bar, record.severity, to: &output)
      }
    }
    guard let help = record.help else { return }
    output += margin
    output += " "
    append("=", .blue, to: &output)
    output += " help: "
    output += wrapped(help, after: gutter + 9)
    output += "\n"
  }

  private func append(
    _ line: FrameLine, gutter: Int, bar: String, _ severity: Severity, to output: inout String
  ) {
    let number = String(line.number)
    append(pad(gutter - number.count) + number + " |", .blue, to: &output)
    if !line.text.isEmpty {
      output += " "
      output += line.text
    }
    output += "\n"
    let room = style.screen.map { $0.width - gutter - 3 } ?? .max
    for mark in line.marks {
      let own = mark.isPrimary ? color(severity) : .blue
      output += bar
      output += pad(mark.start + 1)
      let underline = String(repeating: mark.isPrimary ? "^" : "-", count: mark.width)
      let label = mark.text.isEmpty ? "" : " " + mark.text
      // Most output has no width, and measuring a label takes long.
      let fits =
        label.isEmpty || room == .max || mark.start + mark.width + DisplayWidth.of(label) <= room
      append(fits ? underline + label : underline, own, to: &output)
      output += "\n"
      if fits { continue }
      let start = min(mark.start, max(0, room - 30))
      for text in TextWrapping.lines(mark.text, width: room - start) {
        output += bar
        output += pad(start + 1)
        append(text, own, to: &output)
        output += "\n"
      }
    }
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: count) }

  private enum Paint: String {
    case bold = "1"
    case heading = "1;4"
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "1;36"
    case blue = "1;34"
  }

  private func color(_ severity: Severity) -> Paint {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .cyan
    }
  }

  private func wrapped(_ text: String, after lead: Int) -> String {
    guard let screen = style.screen else { return text }
    return TextWrapping.wrapped(text, after: lead, width: screen.width)
  }

  private func linked(_ text: String, _ path: String?) -> String {
    guard let path, let links = style.links else { return text }
    return links.link(text, to: path)
  }

  private func append(_ text: String, _ color: Paint, to output: inout String) {
    output += paint(text, color)
  }

  private func paint(_ text: String, _ paint: Paint) -> String {
    style.palette == .plain ? text : "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
  }
}
