import ConfigSyntax
import Diagnostics
import Settings

/// The known keys of each section in which an unknown key was found.
struct KnownKeys {
  private var bySection: [String: Section] = [:]

  struct Section {
    /// The keys of the chart, and those that settings claim.
    let names: KnownNames
    /// What to write instead of an unknown key that resembles none; nil if a list would be too long
    /// to help.
    let help: Message?
  }

  /// The keys in a section of the chart, of which settings claim `claimed`.
  mutating func section(
    _ section: String, of chart: ChartKey, claimed: () -> [String]
  ) -> Section {
    if let known = bySection[section] { return known }
    let names = chart.names
    let known = Section(
      names: KnownNames((names + claimed()).sorted()), help: .keys(names, of: section))
    bySection[section] = known
    return known
  }
}

/// Checks keys that no setting claims against those that the chart knows.
enum ChartKeyCheck {
  /// Checks a key, which the chart knows as `key`, and everything below it.
  static func check(
    _ written: ChartEntry, as key: ChartKey?, _ reader: inout SurfaceReader
  ) {
    guard !reader.findings.isFull else { return }
    guard let key else {
      if let section = written.parent { reportUnknown(written, in: section, &reader) }
      return
    }
    let path = written.path
    switch key.outcome {
    case .unread where !isRead(path, reader):
      return reportOutcome(of: key, at: path, written.key, &reader)
    case .unread: return
    case .moved(let path): return reader.findings.report(.misplacedKey(written, readAt: path))
    case .read, .renamed, .replaced: break
    }
    reportRelease(key, of: written, &reader)
    checkContents(written, as: key, &reader)
  }

  private static func checkContents(
    _ written: ChartEntry, as key: ChartKey, _ reader: inout SurfaceReader
  ) {
    let (entry, path) = (written.entry, written.path)
    switch (entry.value.kind, key.kind) {
    case (.damaged, _), (.unknown, _): return
    case (.scalar(let scalar), .anything) where scalar.isNull:
      NullCheck.reportUnclaimed(written, as: key, &reader)
    case (_, .anything): return
    case (.mapping(let entries), _) where key.isClosed || key.kind == .vendored:
      for child in entries {
        check(ChartEntry(child, in: path, of: key), as: key.child(child.key.value), &reader)
      }
    case (.mapping, .freeMap), (.sequence, .list): OpenNames.check(entry.value, path, &reader)
    case (.sequence(let elements), .freeMap)
    where elements.isEmpty && ChartNulls.effect(at: path) == .harmless:
      return
    case (.scalar(let scalar), .section) where scalar.isNull:
      NullCheck.reportSection(entry, path, &reader)
    case (.scalar(let scalar), _) where scalar.isNull:
      NullCheck.reportUnclaimed(written, as: key, &reader)
    case (_, .boolean) where [.flag, .shownFlag].contains(ValueType.at(path)): return
    case (.scalar(let scalar), _): checkScalar(scalar, of: written, as: key.kind, &reader)
    case (.mapping, .text), (.mapping, .number):
      // `valueFrom` may replace a value.
      guard entry.value["valueFrom"] == nil else { return }
      reader.reportWrongType(path, entry.value, expected: .single("a single value"))
    case (.mapping, _), (.sequence, _):
      reader.reportWrongType(path, entry.value, expected: key.kind.expected)
    }
  }

  private static func checkScalar(
    _ scalar: Scalar, of written: ChartEntry, as kind: ChartKey.Kind,
    _ reader: inout SurfaceReader
  ) {
    let (path, node) = (written.path, written.value)
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
    _ written: ChartEntry, in parent: ChartKey, _ reader: inout SurfaceReader
  ) {
    let (key, section) = (written.key, written.section)
    switch parent.kind {
    case .vendored: return reader.findings.report(vendored(written, reader))
    case .section, .component: break
    default: return
    }
    let reading = ChartReads.reading(of: written.chartPath, in: reader.chartVersion)
    if reading.mayMatter { return }
    // A key that only holds an anchor needs no reader.
    if section.isEmpty, reader.isAliased(written.value) { return }
    if SecretReference.isOne(section) {
      let known = reader.claimedKeys(in: section)
      if !known.isEmpty {
        let id =
          SecretReference.isBroken(section, by: key.value, reader.layer.chartValues)
          ? ShapeProblem.mistakenKey : ShapeProblem.unknownKey
        for key in known { reader.noteMistake(for: key, in: section) }
        return reader.findings.report(.wrongReferenceKey(id, written, known))
      }
    }
    if let path = rightPath(of: key.value, in: section) {
      return reader.findings.report(.misplacedKey(written, readAt: path))
    }
    guard case .unread = reading else { return reportProbable(written, in: parent, &reader) }
    reportUnread(written, in: parent, &reader)
  }

  /// Whether the release in use reads a path, or may read it.
  private static func isRead(_ path: String, _ reader: SurfaceReader) -> Bool {
    ChartReads.reading(of: ChartPath(path), in: reader.chartVersion).mayMatter
  }

  /// A key that no template of the release reads.
  private static func reportUnread(
    _ written: ChartEntry, in parent: ChartKey, _ reader: inout SurfaceReader
  ) {
    let (key, section) = (written.key, written.section)
    let known = reader.knownKeys(in: section, of: parent)
    let suggestion = known.names.nearest(to: key.value)
    // Near damaged text, a name may be part of a value.
    guard suggestion != nil || !reader.layer.isDamaged else { return }
    let synonym = suggestion == nil ? KeySynonym.key(for: key.value, in: section) : nil
    if let meant = suggestion ?? synonym { reader.noteMistake(for: meant, in: section) }
    let releases = ChartReads.releases(reading: written.chartPath)
    var finding = Diagnostic.unknownKey(written, suggestion)
    if !releases.isEmpty {
      finding = .keyOfAnotherRelease(written, suggestion, releases, in: reader.chartVersion)
    }
    if suggestion == nil { finding.explain(key, meant: synonym, in: section, known) }
    reader.findings.report(finding)
  }

  /// A key that no template reads at this path, although one mentions its name.
  private static func reportProbable(
    _ written: ChartEntry, in parent: ChartKey, _ reader: inout SurfaceReader
  ) {
    let (key, section) = (written.key, written.section)
    let known = reader.knownKeys(in: section, of: parent)
    let suggestion = known.names.nearest(to: key.value)
    let synonym = suggestion == nil ? KeySynonym.key(for: key.value, in: section) : nil
    guard let meant = suggestion ?? synonym else { return }
    reader.noteMistake(for: meant, in: section)
    var finding = Diagnostic.improbableKey(written, suggestion, in: reader.chartVersion)
    if suggestion == nil { finding.explain(key, meant: synonym, in: section, known) }
    reader.findings.report(finding)
  }

  /// Reports a name that is not among the known ones.
  static func checkName(
    _ written: ChartEntry, among known: KnownNames, _ reader: inout SurfaceReader
  ) {
    let key = written.key
    guard !known.contains(key.value) else { return }
    let suggestion = known.nearest(to: key.value)
    // Near damaged text, a name may be part of a value.
    guard suggestion != nil || !reader.layer.isDamaged else { return }
    reader.findings.report(.unknownKey(written, suggestion))
  }

  private static func vendored(_ written: ChartEntry, _ reader: SurfaceReader) -> Diagnostic {
    // People write `mysql.host` when they mean the server's own setting.
    // Who sets both means the bundled server.
    let own = "global.\(written.path)"
    let keys = own.split(separator: ".").map(String.init)
    if reader.layer.chartValues?.descendant(keys) == nil, case .read? = ChartKey.at(own)?.outcome {
      return .misplacedKey(written, readAt: own, ShapeProblem.bundledChartSetting)
    }
    return .bundledChartKey(written)
  }

  /// The right path of a key in the wrong section: `ingress` below `global`, `bucket` at the top.
  private static func rightPath(of name: String, in section: String) -> String? {
    switch section {
    case "": ChartKey.at("global")?.child(name) == nil ? nil : "global.\(name)"
    case "global": ChartKey.root.child(name) == nil ? nil : name
    default: nil
    }
  }

  /// Reports a key that the newest release has, but never reads.
  static func reportOutcome(
    of key: ChartKey?, at path: String, _ written: Located, _ reader: inout SurfaceReader
  ) {
    guard case .unread(let severity, let help)? = key?.outcome else { return }
    let id = severity == .note ? ShapeProblem.ineffectiveKey : ShapeProblem.unreadKey
    reader.findings.report(.unreadKey(id, written, at: path, help))
  }

  /// Warns of a key that the release in use does not have yet, or no longer has, unless that is so
  /// for its whole section.
  static func reportRelease(
    _ key: ChartKey?, of written: ChartEntry, _ reader: inout SurfaceReader
  ) {
    let used = reader.chartVersion
    guard let key, used != .newest || key.until != nil, !isRead(written.path, reader)
    else { return }
    if let since = key.firstRelease, used < since {
      if let first = written.parent?.firstRelease, used < first { return }
      reader.findings.report(.keyOfLaterRelease(written, since: since, in: used))
    } else if let until = key.until, used > until {
      switch key.outcome {
      case .renamed, .replaced: return
      case .read, .unread, .moved: break
      }
      reader.findings.report(.keyOfEarlierRelease(written, until: until, in: used))
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
    let known = KnownNames(reader.claimedKeys(in: section))
    reader.findings.report(.unknownParameter(entry.key, of: "REDIS", known))
    return true
  }
}

extension ChartKey.Kind {
  /// What the key must contain.
  fileprivate var expected: ExpectedValue {
    switch self {
    case .text: .text
    case .boolean: .boolean
    case .number: .number
    case .list: .list
    case .freeMap, .section, .component, .vendored: .mapping
    case .anything: .single("a value")
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownKey(
    _ written: ChartEntry, _ suggestion: String?
  ) -> Diagnostic {
    let reader =
      written.section == "spec"
      ? "the operator does not read" : "no chart release up to \(ChartVersion.newest) reads"
    var diagnostic = Diagnostic(
      suggestion == nil ? ShapeProblem.unknownKey : ShapeProblem.mistakenKey,
      "\(reader) `\(written.path)`", at: written.key.span)
    diagnostic.suggest(suggestion, insteadOf: written.key)
    return diagnostic
  }

  /// A key that only other releases read.
  fileprivate static func keyOfAnotherRelease(
    _ written: ChartEntry, _ suggestion: String?, _ releases: [ClosedRange<ChartVersion>],
    in used: ChartVersion
  ) -> Diagnostic {
    let path = written.path
    let ranges = releases.map { range in
      range.lowerBound == range.upperBound
        ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
    var diagnostic = Diagnostic(
      ShapeProblem.keyOfAnotherRelease,
      "chart \(used) does not read `\(path)`, which belongs to \(ranges.joined(separator: ", "))",
      at: written.key.span)
    diagnostic.suggest(suggestion, insteadOf: written.key)
    return diagnostic
  }

  /// A key whose name is mentioned somewhere in the release, but not at this path.
  fileprivate static func improbableKey(
    _ written: ChartEntry, _ suggestion: String?, in used: ChartVersion
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.unknownKey, "chart \(used) probably does not read `\(written.path)`",
      at: written.key.span)
    diagnostic.suggest(suggestion, insteadOf: written.key)
    return diagnostic
  }

  /// A key of a reference to a Secret under another name.
  fileprivate static func wrongReferenceKey(
    _ id: DiagnosticID, _ written: ChartEntry, _ known: [String]
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "the chart does not read `\(written.path)`", at: written.key.span)
    diagnostic.help = "the keys are \(known.enumeration)"
    return diagnostic
  }

  /// Says which key to write instead of an unknown one.
  fileprivate mutating func explain(
    _ key: Located, meant synonym: String?, in section: String, _ known: KnownKeys.Section
  ) {
    help = known.help
    guard let synonym else { return }
    help = "write `\(section.isEmpty ? "" : section + ".")\(synonym)`"
    fixes = FixIt.move(key, to: synonym, .unsafe)
  }

  fileprivate static func bundledChartKey(_ written: ChartEntry) -> Diagnostic {
    let (key, path) = (written.key, written.path)
    let chart = path.prefix { $0 != "." }
    return Diagnostic(
      ShapeProblem.bundledChartKey,
      "`\(path)` is passed to the bundled chart `\(chart)`, whose keys are not checked",
      at: key.span)
  }

  /// A key that the chart reads in another section.
  static func misplacedKey(
    _ written: ChartEntry, readAt path: String, _ id: DiagnosticID = ShapeProblem.misplacedKey
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "`\(written.path)` is not read here, only at `\(path)`",
      at: written.key.span)
    diagnostic.help = "move it to `\(path)`"
    return diagnostic
  }

  fileprivate static func unreadKey(
    _ id: DiagnosticID, _ key: Located, at path: String, _ help: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "no chart release up to \(ChartVersion.newest) reads `\(path)`", at: key.span)
    diagnostic.help = Message(help)
    if let name = neighbour(of: path, in: help) { diagnostic.fixes = [.rename(key, to: name)] }
    return diagnostic
  }

  /// The key of the same section that the help for a path names as the right one, and nothing else.
  private static func neighbour(of path: String, in help: String) -> String? {
    let words = help.split(separator: "`", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].isEmpty, ["use ", "write "].contains(words[0]) else {
      return nil
    }
    let section = path.lastIndex(of: ".").map { path[...$0] } ?? ""
    let name = words[1].hasPrefix(section) ? words[1].dropFirst(section.count) : words[1]
    return name.contains(".") ? nil : String(name)
  }

  fileprivate static func keyOfLaterRelease(
    _ written: ChartEntry, since: ChartVersion, in used: ChartVersion
  ) -> Diagnostic {
    Diagnostic(
      ShapeProblem.keyOfAnotherRelease,
      "chart \(used) does not read `\(written.path)`, introduced in \(since)",
      at: written.key.span)
  }

  fileprivate static func keyOfEarlierRelease(
    _ written: ChartEntry, until: ChartVersion, in used: ChartVersion
  ) -> Diagnostic {
    Diagnostic(
      ShapeProblem.keyOfAnotherRelease,
      "chart \(used) no longer reads `\(written.path)`, last read by \(until)",
      at: written.key.span)
  }
}

extension Message {
  fileprivate static func keys(_ keys: [String], of section: String) -> Message? {
    guard !section.isEmpty, !keys.isEmpty, keys.count <= 30 else { return nil }
    return "the keys of `\(section)` are \(keys.enumeration)"
  }
}
