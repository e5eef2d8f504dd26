import ConfigSyntax
import Diagnostics

/// Checks keys and variables that no setting claims against those the chart and server know.
extension Resolver {
  /// Checks a key that no setting claims, and everything below it.
  mutating func checkKey(
    _ entry: Entry, _ section: String, _ chart: ChartKey?, _ key: ChartKey?
  ) {
    let path = section.isEmpty ? entry.key.value : "\(section).\(entry.key.value)"
    guard let key else {
      if let chart { reportUnknown(entry, path, section, chart) }
      return
    }
    switch key.outcome {
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
      // `valueFrom` may replace a value.
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

  /// Reports a name that is not among the known ones.
  mutating func checkName(_ entry: Entry, _ section: String, among known: KnownNames) {
    let name = entry.key.value
    guard !known.contains(name) else { return }
    let suggestion = known.nearest(to: name)
    // Near damaged text, a name may be part of a value.
    guard suggestion != nil || !result.isDamaged else { return }
    let path = section.isEmpty ? name : "\(section).\(name)"
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, suggestion == nil ? .warning : .error,
      "\(Self.reader(of: section)) `\(path)`", at: entry.key.span)
    diagnostic.suggest(suggestion, insteadOf: entry.key)
    bag.report(diagnostic)
  }

  /// Who does not read the key: `global` and the top level are known for all releases, components
  /// only for the newest.
  private static func reader(of section: String) -> String {
    section.isEmpty || section.hasPrefix("global") || section == "spec"
      ? "no release of the chart reads" : "chart \(ChartVersion.newest) does not read"
  }

  private mutating func reportVendored(_ entry: Entry, _ path: String) {
    let chart = path.prefix { $0 != "." }
    // People write `mysql.host` when they mean the server's own setting.
    if let key = ChartKey.at("global.\(path)"), case .read = key.outcome {
      return reportMisplaced(entry, path, "global.\(path)", .warning)
    }
    bag.report(
      Diagnostic(
        ShapeProblem.unknownKey, .note,
        "`\(path)` is passed to the bundled chart `\(chart)`, whose keys are not checked",
        at: entry.key.span))
  }

  /// The right path of a key in the wrong section: `ingress` below `global`, `bucket` at the top.
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
      ShapeProblem.misplacedKey, severity, "`\(path)` is not read here, only at `\(place)`",
      at: entry.key.span)
    diagnostic.help = "move it to `\(place)`"
    bag.report(diagnostic)
  }

  mutating func reportUnread(_ key: ChartKey?, _ path: String, _ entry: Entry) {
    guard case .unread(let severity, let help)? = key?.outcome else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.ineffectiveKey, severity, "no release of the chart reads `\(path)`",
      at: entry.key.span)
    diagnostic.help = Message(help)
    bag.report(diagnostic)
  }

  /// Warns of a key that the release in use does not have yet, or no longer has.
  mutating func reportRelease(_ key: ChartKey?, _ path: String, _ entry: Entry) {
    guard let key, result.chartVersion != .newest || key.until != nil else { return }
    let message: Message
    if let since = key.since, result.chartVersion < since {
      message = "chart \(result.chartVersion) does not read `\(path)`, introduced in \(since)"
    } else if let until = key.until, result.chartVersion > until {
      switch key.outcome {
      case .renamed, .replaced: return
      case .read, .unread, .moved: break
      }
      message = "chart \(result.chartVersion) no longer reads `\(path)`, last read by \(until)"
    } else {
      return
    }
    bag.report(Diagnostic(ShapeProblem.keyOfAnotherRelease, message, at: entry.key.span))
  }

  // MARK: Variables

  /// Whether the server knows a variable of this name.
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

  /// Warns of a variable whose name resembles a known one.
  mutating func checkVariable(_ entry: Entry) {
    guard case .resembling(let name) = meaning(ofVariable: entry.key.value) else { return }
    reportResembling(entry, name)
  }

  mutating func reportResembling(_ entry: Entry, _ name: String) {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, .warning, "the server does not read variable `\(entry.key.value)`",
      at: entry.key.span)
    diagnostic.suggest(name, insteadOf: entry.key)
    if SecretNames.looksSecret(name) { result.secretSpans.append(entry.value.span) }
    bag.report(diagnostic)
  }

  /// Warns of `{{`, which Helm evaluates in the values of variables.
  mutating func reportTemplate(_ entry: Entry, _ section: String) {
    guard entry.value.scalar?.text.contains(KubernetesText.escapedBraces) != true else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.templateInVariable,
      "`\(section).\(entry.key.value)` contains `{{`, which Helm evaluates as a template",
      at: entry.value.span)
    diagnostic.help = "for literal braces, write \(KubernetesText.escapedBraces)"
    bag.report(diagnostic)
  }

  // MARK: Parameters

  /// Reports a parameter of Redis without a setting; returns whether the entry is a parameter.
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
      "the server does not know parameter `\(value: key.value)` of `\(spelling)`", at: key.span)
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
