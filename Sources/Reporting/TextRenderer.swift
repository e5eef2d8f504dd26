import Diagnostics

/// Findings for people: message, source frame, help.
package struct TextRenderer: Sendable {
  /// Whether escape sequences colour the output.
  package enum Palette: Sendable { case plain, colored }

  private let palette: Palette

  /// Whether standard output is a terminal is for the caller to find out.
  package init(_ palette: Palette) { self.palette = palette }

  /// The records in rustc's layout, each followed by an empty line.
  package func render(_ records: [DiagnosticRecord]) -> String {
    var output = ""
    for record in records {
      append(record, to: &output)
      output += "\n"
    }
    return output
  }

  private func append(_ record: DiagnosticRecord, to output: inout String) {
    let gutter = record.frame.sections.flatMap(\.lines).map { String($0.number).count }.max() ?? 1
    let margin = pad(gutter)
    append("\(record.severity.rawValue)[\(record.code)]", style(record.severity), to: &output)
    append(": \(record.message)", .bold, to: &output)
    output += "\n"
    for (index, section) in record.frame.sections.enumerated() {
      output += margin
      append(index == 0 ? "-->" : ":::", .blue, to: &output)
      output += " \(section.file):\(section.position.line):\(section.position.column)\n"
      let bar = paint(margin + " |", .blue)
      output += bar
      output += "\n"
      for line in section.lines { append(line, gutter, bar, record.severity, to: &output) }
    }
    guard let help = record.help else { return }
    output += margin
    output += " "
    append("=", .blue, to: &output)
    output += " help: "
    output += help
    output += "\n"
  }

  private func append(
    _ line: FrameLine, _ gutter: Int, _ bar: String, _ severity: Severity, to output: inout String
  ) {
    let number = String(line.number)
    append(pad(gutter - number.count) + number + " |", .blue, to: &output)
    if !line.text.isEmpty {
      output += " "
      output += line.text
    }
    output += "\n"
    for mark in line.marks {
      output += bar
      output += pad(mark.start + 1)
      let underline = String(repeating: mark.isPrimary ? "^" : "-", count: mark.width)
      let text = mark.text.isEmpty ? underline : underline + " " + mark.text
      append(text, mark.isPrimary ? style(severity) : .blue, to: &output)
      output += "\n"
    }
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: count) }

  private enum Style: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "1;36"
    case blue = "1;34"
  }

  private func style(_ severity: Severity) -> Style {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .cyan
    }
  }

  private func append(_ text: String, _ style: Style, to output: inout String) {
    output += paint(text, style)
  }

  private func paint(_ text: String, _ style: Style) -> String {
    palette == .plain ? text : "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }
}
