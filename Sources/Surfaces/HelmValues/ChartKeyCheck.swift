import ConfigSyntax
import Diagnostics
import Settings

/// The known keys of each section in which an unknown key was found.
struct KnownKeys {
  private var bySection: [String: KnownNames] = [:]

  /// The keys of the chart in a section, and `claimed`, those that settings claim.
  mutating func names(
    in section: String, of chart: ChartKey, claimed: () -> [String]
  ) -> KnownNames {
    if let known = bySection[section] { return known }
    let known = KnownNames((chart.names + claimed()).sorted())
    bySection[section] = known
    return known
  }
}

/// Checks keys that no setting claims against those that the chart knows.
enum ChartKeyCheck {
  /// Checks a key of `section`, and everything below it; `key` is the chart's own, `chart` that of
  /// the section.
  static func check(
    _ entry: Entry, in section: String, _ chart: ChartKey?, _ key: ChartKey?,
    _ reader: inout SurfaceReader
  ) {
    let path = section.isEmpty ? entry.key.value : "\(section).\(entry.key.value)"
    guard let key else {
      if let chart { reportUnknown(entry, path, section, chart, &reader) }
      return
    }
    switch key.outcome {
    case .unread where !isRead(path, reader): return reportUnread(key, path, entry, &reader)
    case .unread: return
    case .moved(let place): return reader.findings.report(.misplacedKey(entry.key, path, place))
    case .read, .renamed, .replaced: break
    }
    reportRelease(key, path, entry, &reader)
    checkContents(entry, path, key, &reader)
  }

  private static func checkContents(
    _ entry: Entry, _ path: String, _ key: ChartKey, _ reader: inout SurfaceReader
  ) {
    switch (entry.value.kind, key.kind) {
    case (.damaged, _), (.unknown, _): return
    case (.scalar(let scalar), .anything) where scalar.isNull:
      NullCheck.reportUnclaimed(entry, path, key, &reader)
    case (_, .anything): return
    case (.mapping(let entries), _) where key.isClosed || key.kind == .vendored:
      for child in entries { check(child, in: path, key, key.child(child.key.value), &reader) }
    case (.mapping, .freeMap), (.sequence, .list): OpenNames.check(entry.value, path, &reader)
    case (.scalar(let scalar), .section) where scalar.isNull:
      NullCheck.reportSection(entry, path, &reader)
    case (.scalar(let scalar), _) where scalar.isNull:
      NullCheck.reportUnclaimed(entry, path, key, &reader)
    case (_, .boolean) where [.flag, .shownFlag].contains(ValueType.at(path)): return
    case (.scalar(let scalar), _): checkScalar(scalar, entry.value, path, key.kind, &reader)
    case (.mapping, .text), (.mapping, .number):
      // `valueFrom` may replace a value.
      guard entry.value["valueFrom"] == nil else { return }
      reader.reportWrongType(path, entry.value, expected: .single("a single value"))
    case (.mapping, _), (.sequence, _):
      reader.reportWrongType(path, entry.value, expected: key.kind.expected)
    }
  }

  private static func checkScalar(
    _ scalar: Scalar, _ node: ConfigNode, _ path: String, _ kind: ChartKey.Kind,
    _ reader: inout SurfaceReader
  ) {
    if Placeholder.matches(scalar.text) { return }
    let text = scalar.text
    switch (kind, scalar.meaning) {
    case (.boolean, .boolean), (.text, _), (.anything, _), (.number, .integer), (.number, .float):
      return
    case (.number, .string) where Double(text.trimmed) != nil || text.holds("{{") || text.isEmpty:
      return
    case (.number, .string) where ValueType.at(path)?.isAmount == true: return
    case (.boolean, .string) where text.isEmpty || text.holds("{{"): return
    case (.boolean, .string) where ValueType.at(path) == .boolText: return
    case (.freeMap, .string) where text.isEmpty, (.list, .string) where text.isEmpty:
      reader.reportEmptyText(path, node, expected: kind.expected)
    default: reader.reportWrongType(path, node, expected: kind.expected)
    }
  }

  // MARK: Names

  private static func reportUnknown(
    _ entry: Entry, _ path: String, _ section: String, _ chart: ChartKey,
    _ reader: inout SurfaceReader
  ) {
    switch chart.kind {
    case .vendored: return reader.findings.report(vendored(entry.key, path, reader))
    case .section, .component: break
    default: return
    }
    let reading = ChartReads.reading(
      of: ChartPath(keys(of: section) + [entry.key.value]), in: reader.chartVersion)
    switch reading {
    case .read, .passedOn: return
    case .nameMentioned, .unread: break
    }
    if SecretReference.isOne(section) {
      let known = reader.claimedKeys(in: section)
      if !known.isEmpty {
        let id =
          SecretReference.isBroken(section, by: entry.key.value, reader.layer.chartValues)
          ? ShapeProblem.mistakenKey : ShapeProblem.unknownKey
        return reader.findings.report(.wrongReferenceKey(id, entry.key, section, known))
      }
    }
    if let place = misplaced(entry.key.value, section) {
      return reader.findings.report(.misplacedKey(entry.key, path, place))
    }
    guard case .unread = reading else {
      return reportProbable(entry.key, section, chart, &reader)
    }
    reportUnread(entry.key, section, chart, &reader)
  }

  private static func keys(of section: String) -> [String] {
    section.split(separator: ".").map(String.init)
  }

  /// Whether the release in use reads a path, or may read it.
  private static func isRead(_ path: String, _ reader: SurfaceReader) -> Bool {
    switch ChartReads.reading(of: ChartPath(path), in: reader.chartVersion) {
    case .read, .passedOn: true
    case .nameMentioned, .unread: false
    }
  }

  /// A key that no template of the release reads.
  private static func reportUnread(
    _ key: Located, _ section: String, _ chart: ChartKey, _ reader: inout SurfaceReader
  ) {
    let path = ChartPath(keys(of: section) + [key.value])
    let suggestion = reader.knownKeys(in: section, of: chart).nearest(to: key.value)
    // Near damaged text, a name may be part of a value.
    guard suggestion != nil || !reader.layer.isDamaged else { return }
    let releases = ChartReads.releases(reading: path)
    var finding = Diagnostic.unknownKey(key, section, suggestion)
    if !releases.isEmpty {
      finding = .keyOfAnotherRelease(key, section, releases, reader.chartVersion, suggestion)
    }
    if suggestion == nil { finding.help = .keys(for: key.value, in: section, chart) }
    reader.findings.report(finding)
  }

  /// A key that no template reads at this path, although one mentions its name.
  private static func reportProbable(
    _ key: Located, _ section: String, _ chart: ChartKey, _ reader: inout SurfaceReader
  ) {
    let suggestion = reader.knownKeys(in: section, of: chart).nearest(to: key.value)
    guard suggestion != nil || KeySynonym.key(for: key.value, in: section) != nil else { return }
    var finding = Diagnostic.improbableKey(key, section, suggestion, reader.chartVersion)
    if suggestion == nil { finding.help = .keys(for: key.value, in: section, chart) }
    reader.findings.report(finding)
  }

  /// Reports a name that is not among the known ones.
  static func checkName(
    _ key: Located, _ section: String, among known: KnownNames, _ reader: inout SurfaceReader
  ) {
    guard !known.contains(key.value) else { return }
    let suggestion = known.nearest(to: key.value)
    // Near damaged text, a name may be part of a value.
    guard suggestion != nil || !reader.layer.isDamaged else { return }
    reader.findings.report(.unknownKey(key, section, suggestion))
  }

  private static func vendored(
    _ key: Located, _ path: String, _ reader: SurfaceReader
  ) -> Diagnostic {
    // People write `mysql.host` when they mean the server's own setting.
    // Who sets both means the bundled server.
    let keys = keys(of: "global.\(path)")
    if reader.layer.chartValues?.descendant(keys) == nil,
      let own = ChartKey.at("global.\(path)"), case .read = own.outcome
    {
      return .misplacedKey(key, path, "global.\(path)", ShapeProblem.bundledChartSetting)
    }
    return .bundledChartKey(key, path)
  }

  /// The right path of a key in the wrong section: `ingress` below `global`, `bucket` at the top.
  private static func misplaced(_ name: String, _ section: String) -> String? {
    switch section {
    case "": ChartKey.at("global")?.child(name) == nil ? nil : "global.\(name)"
    case "global": ChartKey.root.child(name) == nil ? nil : name
    default: nil
    }
  }

  static func reportUnread(
    _ key: ChartKey?, _ path: String, _ entry: Entry, _ reader: inout SurfaceReader
  ) {
    guard case .unread(let severity, let help)? = key?.outcome else { return }
    let id =
      switch severity {
      case .error: ShapeProblem.mistakenKey
      case .warning: ShapeProblem.unreadKey
      case .note: ShapeProblem.ineffectiveKey
      }
    reader.findings.report(.unreadKey(id, entry.key, path, help))
  }

  /// Warns of a key that the release in use does not have yet, or no longer has.
  static func reportRelease(
    _ key: ChartKey?, _ path: String, _ entry: Entry, _ reader: inout SurfaceReader
  ) {
    let used = reader.chartVersion
    guard let key, used != .newest || key.until != nil, !isRead(path, reader) else { return }
    if let since = key.since, used < since {
      reader.findings.report(.keyOfLaterRelease(entry.key, path, since, used))
    } else if let until = key.until, used > until {
      switch key.outcome {
      case .renamed, .replaced: return
      case .read, .unread, .moved: break
      }
      reader.findings.report(.keyOfEarlierRelease(entry.key, path, until, used))
    }
  }
}

/// Checks parameters of Redis that no setting claims.
enum ParameterCheck {
  /// Reports a parameter; returns whether the entry is one.
  static func report(
    _ entry: Entry, in section: String, _ reader: inout SurfaceReader
  ) -> Bool {
    guard section == "global.redis.params" || section == "global.redis.parameters" else {
      return false
    }
    let known = reader.claimedKeys(in: section)
    reader.findings.report(.unknownParameter(entry.key, of: "REDIS", known))
    return true
  }
}

extension ChartKey.Kind {
  /// What the key must contain.
  fileprivate var expected: ExpectedValue {
    switch self {
    case .text: .text
    case .boolean: .single("true or false")
    case .number: .single("a number")
    case .list: .list
    case .freeMap, .section, .component, .vendored: .mapping
    case .anything: .single("a value")
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownKey(
    _ key: Located, _ section: String, _ suggestion: String?
  ) -> Diagnostic {
    let reader = section == "spec" ? "the operator does not read" : "no release of the chart reads"
    let path = section.isEmpty ? key.value : "\(section).\(key.value)"
    var diagnostic = Diagnostic(
      suggestion == nil ? ShapeProblem.unknownKey : ShapeProblem.mistakenKey,
      "\(reader) `\(path)`", at: key.span)
    diagnostic.suggest(suggestion, insteadOf: key)
    return diagnostic
  }

  /// A key that only other releases read.
  fileprivate static func keyOfAnotherRelease(
    _ key: Located, _ section: String, _ releases: [ClosedRange<ChartVersion>],
    _ used: ChartVersion, _ suggestion: String?
  ) -> Diagnostic {
    let path = section.isEmpty ? key.value : "\(section).\(key.value)"
    let ranges = releases.map { range in
      range.lowerBound == range.upperBound
        ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
    var diagnostic = Diagnostic(
      ShapeProblem.keyOfAnotherRelease,
      "chart \(used) does not read `\(path)`, which belongs to \(ranges.joined(separator: ", "))",
      at: key.span)
    diagnostic.suggest(suggestion, insteadOf: key)
    return diagnostic
  }

  /// A key whose name is mentioned somewhere in the release, but not at this path.
  fileprivate static func improbableKey(
    _ key: Located, _ section: String, _ suggestion: String?, _ used: ChartVersion
  ) -> Diagnostic {
    let path = section.isEmpty ? key.value : "\(section).\(key.value)"
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, "chart \(used) probably does not read `\(path)`",
      at: key.span)
    diagnostic.suggest(suggestion, insteadOf: key)
    return diagnostic
  }

  /// A key of a reference to a Secret under another name.
  fileprivate static func wrongReferenceKey(
    _ id: DiagnosticID, _ key: Located, _ section: String, _ known: [String]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "the chart does not read `\(section).\(key.value)`",
      at: key.span)
    diagnostic.help = "the keys are \(known.map { "`\($0)`" }.joined(separator: ", "))"
    return diagnostic
  }

  fileprivate static func bundledChartKey(_ key: Located, _ path: String) -> Diagnostic {
    let chart = path.prefix { $0 != "." }
    return Diagnostic(
      ShapeProblem.bundledChartKey,
      "`\(path)` is passed to the bundled chart `\(chart)`, whose keys are not checked",
      at: key.span)
  }

  /// A key that the chart reads in another section.
  static func misplacedKey(
    _ key: Located, _ path: String, _ place: String, _ id: DiagnosticID = ShapeProblem.misplacedKey
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "`\(path)` is not read here, only at `\(place)`",
      at: key.span)
    diagnostic.help = "move it to `\(place)`"
    return diagnostic
  }

  fileprivate static func unreadKey(
    _ id: DiagnosticID, _ key: Located, _ path: String, _ help: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "no release of the chart reads `\(path)`",
      at: key.span)
    diagnostic.help = Message(help)
    return diagnostic
  }

  fileprivate static func keyOfLaterRelease(
    _ key: Located, _ path: String, _ since: ChartVersion, _ used: ChartVersion
  ) -> Diagnostic {
    Diagnostic(
      ShapeProblem.keyOfAnotherRelease,
      "chart \(used) does not read `\(path)`, introduced in \(since)", at: key.span)
  }

  fileprivate static func keyOfEarlierRelease(
    _ key: Located, _ path: String, _ until: ChartVersion, _ used: ChartVersion
  ) -> Diagnostic {
    Diagnostic(
      ShapeProblem.keyOfAnotherRelease,
      "chart \(used) no longer reads `\(path)`, last read by \(until)", at: key.span)
  }
}

extension Message {
  /// What to write for an unknown key: the key that it stands for, or else one of the section's.
  ///
  /// Nil where a list would be too long to help.
  fileprivate static func keys(
    for name: String, in section: String, _ chart: ChartKey
  ) -> Message? {
    let prefix = section.isEmpty ? "" : "\(section)."
    if let key = KeySynonym.key(for: name, in: section) { return "write `\(prefix)\(key)`" }
    let keys = chart.names
    guard !section.isEmpty, !keys.isEmpty, keys.count <= 30 else { return nil }
    return "the keys of `\(section)` are \(keys.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
