import ArgumentParser
import Diagnostics
import Reporting

/// How findings are printed.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"), parsing: .singleValue,
    help: ArgumentHelp(
      """
      text, concise, json, sarif, github, gitlab, junit or narrate; FORMAT=PATH writes to a file. \
      May be repeated.
      """,
      valueName: "format"),
    completion: .list(Format.allCases.map(\.rawValue)))
  var formatWords: [String] = []

  @Option(
    name: .customLong("color"),
    help: ArgumentHelp("When to use colors: auto, always or never.", valueName: "color"),
    completion: .list(ColorChoice.allValueStrings))
  var colorWord = ColorChoice.auto.rawValue

  @Option(
    help: ArgumentHelp(
      "The maximum number of findings to print; errors go first.", valueName: "count"))
  var maxErrors: Int?

  @Flag(help: "Print only errors, and no summary.")
  var quiet = false

  /// When text output has colours; `auto` looks at the terminal and the environment.
  enum ColorChoice: String, OptionWord { case auto, always, never }

  /// When text output has colours.
  var color: ColorChoice { ColorChoice(rawValue: colorWord) ?? .auto }

  func validate() throws {
    try ColorChoice.check(colorWord, of: "--color")
    guard maxErrors.map({ $0 >= 0 }) ?? true else {
      throw ValidationError("--max-errors must not be negative")
    }
    for word in formatWords where FindingDestination(word) == nil {
      throw ValidationError(FindingDestination.refusal(of: word))
    }
    guard formats.count(where: { $0.path == nil }) <= 1 else {
      throw ValidationError(
        "only one --format can go to the terminal; write the others as FORMAT=PATH")
    }
    let paths = formats.compactMap(\.path)
    let files = paths.map(FileSystem.entry)
    for (index, file) in files.enumerated() where files[..<index].contains(file) {
      throw ValidationError("two --format options write to \(paths[index])")
    }
  }

  /// What `--format` asks for; empty if it is absent.
  var formats: [FindingDestination] { formatWords.compactMap(FindingDestination.init) }

  /// Whether a `--format` writes to a file.
  func writes(to path: String) -> Bool {
    formats.contains { $0.path.map(FileSystem.entry) == FileSystem.entry(path) }
  }

  /// Which findings are shown.
  var selection: FindingSelection { FindingSelection(quiet ? .errors : .all, limit: maxErrors) }

  /// What the records of the chosen formats have to contain.
  var detail: RecordDetail {
    destinations(on: .output).reduce(into: []) { $0.formUnion($1.format.detail) }
  }

  /// The columns of a source line that frames show.
  ///
  /// A file gets the same text whatever the terminal.
  func frameWidth(on stream: Terminal.Stream) -> Int {
    let destinations = destinations(on: stream)
    guard destinations.allSatisfy({ $0.path == nil || !$0.format.detail.contains(.frames) }) else {
      return SourceFrame.defaultWidth
    }
    return TerminalStyle.screen(of: stream)?.frameWidth ?? SourceFrame.defaultWidth
  }

  /// Whether sentences may follow the findings on a stream without spoiling their format.
  var allowsSentences: Bool {
    formats.allSatisfy { $0.path != nil || !$0.format.isDocument }
  }

  // MARK: Printing

  /// Prints a report to `stream`, and to the files of `FORMAT=PATH`.
  func print(_ report: Report, to stream: Terminal.Stream) throws(CommandFailure) {
    try print(
      Findings(report, selection, detail: detail, frameWidth: frameWidth(on: stream)), to: stream)
  }

  /// Prints findings that were made with `selection` and `detail`.
  func print(_ findings: Findings, to stream: Terminal.Stream) throws(CommandFailure) {
    var context = RenderContext(version: WandbCfg.version)
    context.paths = Automation.current?.paths ?? .current
    let destinations = destinations(on: stream)
    // The stream first, so that a file that can't be written hides nothing.
    let ordered = destinations.filter { $0.path == nil } + destinations.filter { $0.path != nil }
    for destination in ordered {
      context.style = style(of: destination, on: stream)
      let output = destination.format.renderer(context).render(findings)
      try destination.write(output, of: findings, to: stream)
    }
    if destinations.contains(where: { $0.format == .github }) {
      Automation.addToJobSummary(findings, context.paths)
    }
  }

  /// The formats and where they go: what was asked for, and text if nothing else goes to the stream.
  ///
  /// Without `--format`, it is what the CI system of the run shows to its users.
  private func destinations(on stream: Terminal.Stream) -> [FindingDestination] {
    guard formatWords.isEmpty else {
      let formats = formats
      return formats.contains { $0.path == nil } ? formats : formats + [.text]
    }
    return switch Automation.current {
    case .github: [FindingDestination(.github)]
    case .gitlab where stream == .output: [.text, .gitlabReport]
    case .gitlab, nil: [.text]
    }
  }

  private func style(
    of destination: FindingDestination, on stream: Terminal.Stream
  ) -> TextStyle {
    var style = TextStyle()
    style.summary = quiet ? .omitted : .shown
    guard destination.path == nil, destination.format == .text else { return style }
    style.screen = TerminalStyle.screen(of: stream)
    style.palette =
      switch color {
      case .always: .colored
      case .never: .plain
      case .auto: TerminalStyle.palette(of: stream)
      }
    if style.palette == .colored { style.links = TerminalStyle.links(on: stream) }
    return style
  }
}
