import ArgumentParser
import Diagnostics
import Pipeline
import Reporting

/// How findings are printed.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"), parsing: .singleValue,
    help: ArgumentHelp(
      "text, concise or json; FORMAT=PATH writes to a file. May be repeated.",
      valueName: "format"))
  var formats: [FormatOption] = []

  @Option(help: "When to use colors: auto, always or never.")
  var color: ColorChoice = .auto

  @Option(
    help: ArgumentHelp(
      "The maximum number of findings to print; errors go first.", valueName: "count"))
  var maxErrors: Int?

  @Flag(help: "Print only errors, and no summary.")
  var quiet = false

  /// When text output has colours; `auto` looks at the terminal and `NO_COLOR`.
  enum ColorChoice: String, OptionWord { case auto, always, never }

  /// How findings are printed, as `--format` names it.
  enum Format: String, CaseIterable { case text, concise, json }

  /// `--format FORMAT` for standard output, or `FORMAT=FILE`.
  struct FormatOption: ExpressibleByArgument {
    let format: Format
    let path: String?

    init?(argument: String) {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard let format = parts.first.flatMap(Format.init(rawValue:)) else { return nil }
      self.format = format
      path = parts.count > 1 ? parts[1] : nil
    }

    static var allValueStrings: [String] { Format.allCases.map(\.rawValue) }
  }

  func validate() throws {
    guard maxErrors.map({ $0 >= 0 }) ?? true else {
      throw ValidationError("--max-errors must not be negative")
    }
    guard formats.count(where: { $0.path == nil }) <= 1 else {
      throw ValidationError(
        "only one --format can go to the terminal; write the others as FORMAT=PATH")
    }
  }

  /// Prints a report to `stream`, and to the files of `FORMAT=PATH`.
  func print(
    _ report: Report, to stream: Terminal.Stream
  ) throws(CommandFailure) {
    let shown = report.filter { !quiet || $0.severity == .error }
    let left = maxErrors.map { max(0, shown.findings.count - $0) } ?? 0
    let showsFrames = formats.isEmpty || formats.contains { $0.format == .text || $0.path != nil }
    let records = RecordBuilder.records(
      left > 0 ? mostSevere(shown, leaving: left) : shown,
      detail: showsFrames ? .frames : .locationsOnly)
    var destinations = formats
    if !formats.contains(where: { $0.path == nil }), let text = FormatOption(argument: "text") {
      destinations.append(text)
    }
    for destination in destinations {
      let palette: TextRenderer.Palette =
        destination.path == nil && isColored(stream) ? .colored : .plain
      var output = render(records, of: report, as: destination.format, palette)
      if destination.format == .text, !quiet { output += summary(report, left) }
      guard let path = destination.path else {
        Terminal.write(output, to: stream)
        continue
      }
      try ArtifactWriter.write(output, toFile: path)
    }
  }

  /// The report without the `count` least severe findings, of equal ones the last.
  private func mostSevere(_ report: Report, leaving count: Int) -> Report {
    var left = count
    var dropped: [Severity: Int] = [:]
    for severity in [Severity.note, .warning, .error] {
      dropped[severity] = min(left, report.count(severity))
      left -= dropped[severity] ?? 0
    }
    var kept = [Severity.note, .warning, .error].reduce(into: [Severity: Int]()) {
      $0[$1] = report.count($1) - (dropped[$1] ?? 0)
    }
    return report.filter { finding in
      guard let rest = kept[finding.severity], rest > 0 else { return false }
      kept[finding.severity] = rest - 1
      return true
    }
  }

  private func render(
    _ records: [DiagnosticRecord], of report: Report, as format: Format,
    _ palette: TextRenderer.Palette
  ) -> String {
    switch format {
    case .text: TextRenderer(palette).render(records)
    case .concise: ConciseRenderer.render(records)
    case .json: JSONRenderer.render(records, of: report, inputs: report.sources.fileCount)
    }
  }

  private func summary(_ report: Report, _ hidden: Int) -> String {
    let found = [
      (report.count(.error), "error"), (report.count(.warning), "warning"),
      (report.count(.note), "note"),
    ].filter { $0.0 > 0 }.map { $0.0.counted($0.1) }
    let text = found.isEmpty ? "no problems" : found.joined(separator: ", ")
    let more = hidden > 0 ? " (\(hidden) not shown)" : ""
    let files = report.sources.fileCount
    let scope = files > 0 ? " in \(files.counted("file"))" : ""
    return "\(text)\(scope)\(more)\n"
  }

  private func isColored(_ stream: Terminal.Stream) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      Terminal.isTerminal(stream) && (Terminal.variable("NO_COLOR") ?? "").isEmpty
        && Terminal.variable("TERM") != "dumb"
    }
  }
}
