import Diagnostics

/// Builds one module's history from its lines.
struct HistoryReader {
  /// What the lines of an event refer to.
  private enum Item { case none, terraform, provider, variable, output }

  private(set) var history: ModuleHistory
  private(set) var problems: [TextProblem] = []
  private var item = Item.none

  /// `releases` are those of the module that a submodule belongs to, or empty.
  init(_ module: OfficialModule, _ repository: String, releases: [ModuleVersion]) {
    history = ModuleHistory(module)
    history.repository = repository
    history.releases = releases
  }

  mutating func read(_ line: CatalogueLine) {
    switch (line.depth, line[0]) {
    case (1, "releases"): readReleases(line)
    case (1, "since"): history.since = point(line, 1)
    case (1, let kind): begin(kind, line)
    case (2, "note"): readNote(line)
    case (2, "never"): readReplacements(line, from: 1)
    case (2, _): readEvent(line)
    default: report("a line of a module must be indented by one or two spaces", line.range)
    }
  }

  private mutating func begin(_ kind: String, _ line: CatalogueLine) {
    let name = line[1]
    if kind != "terraform", name.isEmpty { report("a name is missing", line.range) }
    if isKnown(kind, name) { report("`\(name.prefix(80))` is listed twice", line.range(of: 1)) }
    switch kind {
    case "terraform": item = .terraform
    case "provider":
      item = .provider
      history.providers.append(ProviderHistory(name: name, source: line[2]))
    case "variable":
      item = .variable
      history.indices[name] = history.indices[name] ?? history.variables.count
      history.variables.append(VariableHistory(name))
    case "output":
      item = .output
      let isSensitive = line[2] == "sensitive"
      history.outputs.append(OutputHistory(name: name, isSensitive: isSensitive))
    default:
      item = .none
      return report("`\(value: kind.prefix(40))` is not a kind of module entry", line.range(of: 0))
    }
  }

  /// Whether the module has an item of this kind and name.
  private func isKnown(_ kind: String, _ name: String) -> Bool {
    switch kind {
    case "provider": history.providers.contains { $0.name == name }
    case "variable": history.indices[name] != nil
    case "output": history.outputs.contains { $0.name == name }
    case "terraform": !history.terraform.events.isEmpty
    default: false
    }
  }

  private mutating func readReleases(_ line: CatalogueLine) {
    for version in line.versions(1) {
      guard let version else {
        report("`\(value: line[1].prefix(40))` contains an invalid version", line.range(of: 1))
        continue
      }
      if let last = history.releases.last, last >= version {
        report("release `\(version)` is listed after `\(last)`", line.range(of: 1))
      } else {
        history.releases.append(version)
      }
    }
  }

  private mutating func readEvent(_ line: CatalogueLine) {
    guard let point = point(line, 0) else { return }
    let isRemoval = line[1] == "removed"
    let result: AppendResult
    switch item {
    case .none: return
    case .terraform: result = history.terraform.append(isRemoval ? nil : line[1], at: point)
    case .provider:
      let last = history.providers.count - 1
      result = history.providers[last].timeline.append(isRemoval ? nil : line[1], at: point)
    case .variable:
      let last = history.variables.count - 1
      result = history.variables[last].timeline.append(isRemoval ? nil : state(line), at: point)
    case .output:
      let last = history.outputs.count - 1
      result = history.outputs[last].timeline.append(isRemoval ? nil : (), at: point)
    }
    if result == .outOfOrder { report("events are out of order", line.range(of: 0)) }
    if isRemoval { readReplacements(line, from: 2) }
  }

  private mutating func state(_ line: CatalogueLine) -> VariableHistory.State? {
    guard !line[1].isEmpty, !line[2].isEmpty, let flags = VariableFlags(line[3]) else {
      report("expected a type, `required` or a default, and flags", line.range)
      return nil
    }
    let defaultText = line[2] == "required" ? nil : line[2]
    return VariableHistory.State(type: line[1], defaultText: defaultText, flags: flags)
  }

  private mutating func readReplacements(_ line: CatalogueLine, from column: Int) {
    let (names, help) = (line.words(column), line[column + 1])
    switch item {
    case .variable:
      let last = history.variables.count - 1
      history.variables[last].replacements = names
      history.variables[last].help = help.isEmpty ? nil : help
    case .output: history.outputs[history.outputs.count - 1].replacements = names
    case .none, .terraform, .provider: break
    }
  }

  private mutating func readNote(_ line: CatalogueLine) {
    guard case .variable = item, let first = point(line, 1) else {
      return report("a note must belong to a variable and name its first release", line.range)
    }
    let last = line[2].isEmpty ? nil : point(line, 2)
    history.variables[history.variables.count - 1].notes.append(
      VariableHistory.Note(first: first, last: last, text: line[3]))
  }

  /// A release of the module, or `unreleased`.
  private mutating func point(_ line: CatalogueLine, _ column: Int) -> ReleasePoint? {
    if let version = line.version(column), history.releases.containsSorted(version) {
      return .release(version)
    }
    if line[column] == "unreleased" { return .unreleased }
    report(
      "`\(value: line[column].prefix(40))` is not a release of the module", line.range(of: column))
    return nil
  }

  private mutating func report(_ message: Message, _ range: Range<Int>) {
    problems.append(TextProblem(message, at: range))
  }
}

/// A line of a catalogue: its depth, and its columns as ranges of the text.
struct CatalogueLine {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The line without its end.
  let range: Range<Int>
  let depth: Int
  /// The offset of the first column.
  private let start: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let upper = range.last.map { bytes[$0] == 0x0D ? $0 : range.upperBound } ?? range.upperBound
    let start = (range.lowerBound..<upper).first { bytes[$0] != 0x20 } ?? upper
    (self.bytes, self.range, self.start) = (bytes, range.lowerBound..<upper, start)
    depth = start - range.lowerBound
  }

  /// The text of a column; empty when there is none.
  subscript(column: Int) -> String {
    found(column).map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
  }

  /// The words of a column.
  func words(_ column: Int) -> [String] { self[column].split(separator: " ").map(String.init) }

  /// Each word of a column as a version; nil for an invalid one.
  func versions(_ column: Int) -> [ModuleVersion?] {
    bytes[range(of: column)].split(separator: 0x20).map { ModuleVersion(utf8: $0) }
  }

  /// The column as a version.
  func version(_ column: Int) -> ModuleVersion? { ModuleVersion(utf8: bytes[range(of: column)]) }

  /// The range of a column, for a problem.
  func range(of column: Int) -> Range<Int> {
    found(column) ?? range
  }

  /// The range of the column, searched from the start: lines are short, and most lookups need two.
  private func found(_ column: Int) -> Range<Int>? {
    var lower = start
    for _ in 0..<column {
      guard let tab = bytes[lower..<range.upperBound].firstIndex(of: 0x09) else { return nil }
      lower = tab + 1
    }
    return lower..<(bytes[lower..<range.upperBound].firstIndex(of: 0x09) ?? range.upperBound)
  }

  /// Visits the lines in `range` that are not comments or empty.
  static func each(
    in range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, _ visit: (CatalogueLine) -> Void
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      if start < end, bytes[start] != UInt8(ascii: "#"), bytes[start] != 0x0D {
        visit(CatalogueLine(bytes, start..<end))
      }
      start = end + 1
    }
  }
}
