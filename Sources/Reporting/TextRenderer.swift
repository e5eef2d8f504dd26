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
    records.map { renderRecord($0) + "\n" }.joined()
  }

  private func renderRecord(_ record: DiagnosticRecord) -> String {
    let gutter = record.frame.sections.flatMap(\.lines).map { String($0.number).count }.max() ?? 1
    let head = paint("\(record.severity.rawValue)[\(record.code)]", style(record.severity))
    var lines = [head + paint(": \(record.message)", .bold)]
    for (index, section) in record.frame.sections.enumerated() {
      let arrow = index == 0 ? "-->" : ":::"
      let location = "\(section.file):\(section.position.line):\(section.position.column)"
      lines.append(pad(gutter) + paint(arrow, .blue) + " " + location)
      lines.append(bar(gutter))
      for line in section.lines { lines += renderLine(line, gutter, record.severity) }
    }
    if let help = record.help {
      lines.append(pad(gutter) + " " + paint("=", .blue) + " help: " + help)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func renderLine(_ line: FrameLine, _ gutter: Int, _ severity: Severity) -> [String] {
    let number = String(line.number)
    let lead = String(repeating: " ", count: gutter - number.count)
    let head = paint(lead + number + " |", .blue)
    var result = [line.text.isEmpty ? head : head + " " + line.text]
    for mark in line.marks {
      let sign = mark.isPrimary ? "^" : "-"
      let underline = String(repeating: sign, count: mark.width)
      let text = mark.text.isEmpty ? "" : " " + mark.text
      result.append(
        bar(gutter) + " " + pad(mark.start)
          + paint(underline + text, mark.isPrimary ? style(severity) : .blue))
    }
    return result
  }

  private func bar(_ gutter: Int) -> String { paint(pad(gutter) + " |", .blue) }

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

  private func paint(_ text: String, _ style: Style) -> String {
    palette == .plain ? text : "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }
}
