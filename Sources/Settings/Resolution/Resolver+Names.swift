import ConfigSyntax
import Diagnostics

/// Keys and variables that no setting claims, held against what the chart and the server know.
extension Resolver {
  /// Checks a key that nobody claims, and everything below it.
  mutating func checkKey(
    _ entry: Entry, _ section: String, _ chart: ChartKey?, _ key: ChartKey?
  ) {
    let path = section.isEmpty ? entry.key.value : "\(section).\(entry.key.value)"
    guard let key else {
      if let chart { reportUnknown(entry, path, section, chart) }
      return
    }
    switch key.fate {
    case .unread: return reportUnread(key, path, entry)
    case .moved(let place): return reportMisplaced(entry, path, place)
    case .read, .renamed, .replaced: break
    }
    reportRelease(key, path, entry)
    checkContents(entry, path, key)
  }

  private mutating func checkContents(_ entry: Entry, _ path: String, _ key: ChartKey) {
    switch (entry.value.kind, key.kind) {
    case (.damaged, _), (.unknown, _), (_, .anything): return
    case (.mapping(let entries), _) where key.isClosed || key.kind == .vendored:
      for child in entries { checkKey(child, path, key, key.child(child.key.value)) }
    case (.mapping, .freeMap), (.sequence, .list): checkOpenNames(entry, path)
    case (.scalar(let scalar), .section) where scalar.isNull: reportNull(entry, path)
    case (.scalar(let scalar), _): check(scalar, entry, path, key)
    case (.mapping, .text), (.mapping, .number):
      // `valueFrom` takes the place of a value.
      guard entry.value["valueFrom"] == nil else { return }
      reportWrongType(path, entry.value, expected: "a single value")
    case (.mapping, _), (.sequence, _):
      reportWrongType(path, entry.value, expected: key.kind.noun)
    }
  }

  private mutating func check(_ scalar: Scalar, _ entry: Entry, _ path: String, _ key: ChartKey) {
    if scalar.isNull { return reportNull(entry, path, key) }
    if Placeholder.matches(scalar.text) { return }
    let text = scalar.text
    switch (key.kind, scalar.meaning) {
    case (.boolean, .boolean), (.text, _), (.anything, _), (.number, .integer), (.number, .float):
      return
    case (.number, .string) where Double(text) != nil || text.holds("{{") || text.isEmpty: return
    case (.boolean, .string) where text.isEmpty || text.holds("{{"): return
    case (.freeMap, .string) where text.isEmpty, (.list, .string) where text.isEmpty:
      reportEmptyText(path, entry.value, expected: key.kind.noun)
    default:
      reportWrongType(path, entry.value, expected: key.kind.noun)
    }
  }

  // MARK: Findings

  private mutating func reportUnknown(
    _ entry: Entry, _ path: String, _ section: String, _ chart: ChartKey
  ) {
    switch chart.kind {
    case .vendored: return reportVendored(entry, path)
    case .section, .component: break
    default: return
    }
    if let place = misplaced(entry.key.value, section) {
      return reportMisplaced(entry, path, place)
    }
    let known =
      knownKeys[section] ?? KnownNames((chart.names + index.keys(in: section)).sorted())
    knownKeys[section] = known
    checkName(entry, section, among: known)
  }

  /// Reports a name that is none of those known.
  mutating func checkName(_ entry: Entry, _ section: String, among known: KnownNames) {
    let name = entry.key.value
    guard !known.contains(name) else { return }
    let suggestion = known.nearest(to: name)
    // Beside damage a name may be a piece of a value.
    guard suggestion != nil || !result.isDamaged else { return }
    let path = section.isEmpty ? name : "\(section).\(name)"
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, suggestion == nil ? .warning : .error,
      "\(Self.reader(of: section)) `\(path)`", at: entry.key.span)
    diagnostic.suggest(suggestion, insteadOf: entry.key)
    bag.report(diagnostic)
  }

  /// What the facts cover: `global` and the top over all releases, components of the newest one.
  private static func reader(of section: String) -> String {
    section.isEmpty || section.hasPrefix("global") || section == "spec"
      ? "no release of the chart reads" : "chart \(ChartVersion.newest) does not read"
  }

  private mutating func reportVendored(_ entry: Entry, _ path: String) {
    let chart = path.prefix { $0 != "." }
    // `mysql.host` is what people write who mean the server's own setting.
    if let key = ChartKey.at("global.\(path)"), case .read = key.fate {
      return reportMisplaced(entry, path, "global.\(path)", .warning)
    }
    bag.report(
      Diagnostic(
        ShapeProblem.unknownKey, .note,
        "`\(path)` goes to the bundled chart `\(chart)`, whose keys are not checked",
        at: entry.key.span))
  }

  /// Where a key belongs that stands in the wrong section: `ingress` below `global`, `bucket` at
  /// the top.
  private func misplaced(_ name: String, _ section: String) -> String? {
    switch section {
    case "": ChartKey.at("global")?.child(name) == nil ? nil : "global.\(name)"
    case "global": ChartKey.root.child(name) == nil ? nil : name
    default: nil
    }
  }

  mutating func reportMisplaced(
    _ entry: Entry, _ path: String, _ place: String, _ severity: Severity = .error
  ) {
    var diagnostic = Diagnostic(
      ShapeProblem.misplacedKey, severity, "`\(path)` is read at `\(place)`", at: entry.key.span)
    diagnostic.help = "move it there"
    bag.report(diagnostic)
  }

  mutating func reportUnread(_ key: ChartKey?, _ path: String, _ entry: Entry) {
    guard case .unread(let severity, let help)? = key?.fate else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.ineffectiveKey, severity, "no release of the chart reads `\(path)`",
      at: entry.key.span)
    diagnostic.help = help
    bag.report(diagnostic)
  }

  /// Warns of a key that the release in use does not have yet, or any more.
  mutating func reportRelease(_ key: ChartKey?, _ path: String, _ entry: Entry) {
    guard let key, result.chartVersion != .newest || key.until != nil else { return }
    let message: String
    if let since = key.since, result.chartVersion < since {
      message = "`\(path)` came with chart \(since); \(result.chartVersion) does not read it"
    } else if let until = key.until, result.chartVersion > until {
      switch key.fate {
      case .renamed, .replaced: return
      case .read, .unread, .moved: break
      }
      message = "chart \(result.chartVersion) does not read `\(path)`; \(until) was the last"
    } else {
      return
    }
    bag.report(Diagnostic(ShapeProblem.keyOfAnotherRelease, message, at: entry.key.span))
  }

  // MARK: Variables

  /// What a variable's name is to the server.
  mutating func meaning(ofVariable name: String) -> VariableName {
    if let found = frequentNames[name] ?? variableNames[name] { return found }
    let found: VariableName =
      catalog.knows(variable: name)
      ? .known : knownVariables.nearest(to: name, limit: 2).map { .resembling($0) } ?? .foreign
    if frequentNames.entries.count < 16 {
      frequentNames[name] = found
    } else {
      variableNames[name] = found
    }
    return found
  }

  /// Warns of a variable that is almost a known one.
  mutating func checkVariable(_ entry: Entry) {
    guard case .resembling(let name) = meaning(ofVariable: entry.key.value) else { return }
    reportResembling(entry, name)
  }

  mutating func reportResembling(_ entry: Entry, _ name: String) {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, .warning, "the server reads no variable `\(entry.key.value)`",
      at: entry.key.span)
    diagnostic.suggest(name, insteadOf: entry.key)
    if SecretNames.looksSecret(name) { result.secretSpans.append(entry.value.span) }
    bag.report(diagnostic)
  }

  /// Warns of `{{`, which Helm runs in the values of variables.
  mutating func reportTemplate(_ entry: Entry, _ section: String) {
    guard entry.value.scalar?.text.contains(KubernetesText.escapedBraces) != true else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.templateInVariable,
      "`\(section).\(entry.key.value)` holds `{{`, which Helm runs as a template",
      at: entry.value.span)
    diagnostic.help = "where text is meant, write \(KubernetesText.escapedBraces)"
    bag.report(diagnostic)
  }

  // MARK: Parameters

  /// Whether an entry is a parameter of Redis that no setting is known for.
  mutating func isParameter(_ entry: Entry, _ section: String) -> Bool {
    guard section == "global.redis.params" || section == "global.redis.parameters" else {
      return false
    }
    reportParameter(entry.key, of: "REDIS", index.keys(in: section))
    return true
  }

  mutating func checkParameter(
    _ key: String, _ piece: CompositePiece, _ composite: CompositeID
  ) {
    let known = index.parts(of: composite).entries.compactMap { entry in
      if case .query(let key) = entry.key { key } else { nil }
    }
    reportParameter(Located(key, piece.span), of: piece.spelling, known.sorted())
  }

  private mutating func reportParameter(
    _ key: Located, of spelling: String, _ known: [String]
  ) {
    let suggestion = NameSuggestion.nearest(to: key.value, among: known)
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, suggestion == nil ? .warning : .error,
      "the server knows no parameter `\(key.value)` of `\(spelling)`", at: key.span)
    diagnostic.help = suggestion.map { "did you mean `\($0)`?" }
    bag.report(diagnostic)
  }
}

extension ChartKey.Kind {
  var noun: String {
    switch self {
    case .text: "text"
    case .boolean: "true or false"
    case .number: "a number"
    case .list: "a list"
    case .freeMap, .section, .component, .vendored: "a mapping"
    case .anything: "a value"
    }
  }
}
