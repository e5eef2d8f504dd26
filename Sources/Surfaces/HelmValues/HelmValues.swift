package import ConfigSyntax
import Diagnostics
package import Settings

/// Values for chart operator-wandb, which Helm merges layer by layer.
package struct HelmValues: InputKind {
  package static let title = "Helm values of operator-wandb"

  package init() {}

  /// Any mapping; a document without content sets nothing.
  package static func detect(_ document: ConfigDocument) -> Detection {
    guard let root = document.root else { return .yes(HelmValues()) }
    switch root.kind {
    case .scalar, .sequence:
      return .malformed("the document must be a mapping, not \(root.noun)", root.span)
    case .mapping(let entries):
      return WrongRoot.detect(entries)
        ?? LaunchAgentChart.detect(entries) ?? ComponentChart.detect(entries) ?? .yes(HelmValues())
    case .damaged, .unknown: return .yes(HelmValues())
    }
  }

  package var merging: Merging { .byHelm }

  package var form: Deployment.Form? { .chartValues }

  package func chartValues(in root: ConfigNode) -> ConfigNode? { root }

  package func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    HelmValuesReader.read(root, &reader)
  }
}

/// Walks the keys of the chart's values that settings claim, and the chart's own keys along with
/// them.
struct HelmValuesReader {
  /// The variables of `global`, by the key that contains them.
  private var extraEnv: [Entry] = []
  private var env: [Entry] = []
  private let formerKeys: FormerKeys

  private init(_ root: ConfigNode) { formerKeys = FormerKeys(root: root) }

  /// Reads a tree of values, from whatever document.
  static func read(_ root: ConfigNode, _ reader: inout SurfaceReader) {
    guard let entries = root.entries else { return }
    var walk = HelmValuesReader(root)
    let rest = walk.readSection(entries, at: "", of: .root, &reader)
    if !rest.isEmpty {
      reader.keep(.chartKeys(ConfigNode(.mapping(rest), root.span)), root.span)
    }
    reader.reserveCapacity(forVariables: walk.extraEnv.count + walk.env.count)
    for entry in walk.extraEnv { readVariable(entry, in: .extraEnv, &reader) }
    for entry in walk.env { readVariable(entry, in: .env, &reader) }
    if reader.merged == nil { TypedValues.check(root, &reader) }
  }

  private static func readVariable(
    _ entry: Entry, in variables: GlobalVariables, _ reader: inout SurfaceReader
  ) {
    let section = variables.rawValue
    VariableNameCheck.report(entry, section, &reader)
    if entry.value.isTemplate { VariableNameCheck.reportTemplate(entry, section, &reader) }
    if entry.value.isNull {
      NullCheck.reportVariable(entry, section, &reader)
      // Without the variable, the chart uses the key with the same meaning.
      if case .claim(let claim, _) = reader.find(.environment(entry.key.value)), !claim.isInert {
        return reader.clear(entry.path(below: section), entry.value)
      }
    }
    VariableReader(entry, in: variables).read(&reader)
  }

  /// Reads the claimed keys of a section; returns the entries that no setting claims.
  private mutating func readSection(
    _ entries: [Entry], at section: String, of chart: ChartKey?, _ reader: inout SurfaceReader
  ) -> [Entry] {
    if ComponentName.isComponent(section) {
      ComponentVariables.collect(of: section, entries, &reader)
    }
    var rest: [Entry] = []
    for entry in entries {
      let written = ChartEntry(entry, in: section, of: chart)
      let (key, path) = (entry.key.value, written.path)
      let variables = GlobalVariables(rawValue: path)
      switch (variables, entry.value.kind) {
      case (.extraEnv?, .mapping(let entries)):
        // There is usually only one such mapping, and assigning it copies nothing.
        extraEnv = extraEnv.isEmpty ? entries : extraEnv + entries
      case (.env?, .mapping(let entries)):
        ChartKeyCheck.reportRelease(chart?.child(key), of: written, &reader)
        env += entries
      case (.extraEnv?, .unknown): reader.noteUnknown(path, entry.value.span)
      case (.env?, _) where !entry.value.isNull:
        reader.reportWrongType(path, entry.value, expected: .mapping)
        rest.append(entry)
      default:
        let unclaimed = readEntry(written, &reader)
        let isVariables = variables != nil || ComponentVariables.contains(key, of: section)
        if entry.value.isNull, isVariables {
          reader.clear(path, entry.value)
          // It has removed what it can; in one file with the rest it would be a mistake.
          if !reader.layer.isFirstValues { continue }
        }
        rest += unclaimed
      }
    }
    return rest
  }

  /// Reads one entry; returns what no setting claims of it.
  private mutating func readEntry(
    _ written: ChartEntry, _ reader: inout SurfaceReader
  ) -> [Entry] {
    let (entry, path) = (written.entry, written.path)
    // Helm treats a key with a dot in it as one key, which is not one of the chart's.
    let found = entry.key.value.contains(".") ? .nothing : reader.find(.helm(path))
    if case .claim(let claim, let owner) = found {
      // The newest release has the key of every setting, so there is no need to look it up.
      if reader.chartVersion != .newest {
        ChartKeyCheck.reportRelease(
          written.parent?.child(entry.key.value), of: written, &reader)
      }
      if entry.value.isNull {
        NullCheck.reportClaimed(written, by: claim, in: owner, &reader)
      }
      OpenNames.check(entry.value, path, &reader)
      let claimed = ClaimedKey(claim: claim, section: owner, path: path, written: .path(path))
      return claimed.read(entry, &reader) == .consumed ? [] : [entry]
    }
    let key = written.parent?.child(entry.key.value)
    ChartKeyCheck.reportRelease(key, of: written, &reader)
    guard case .mapping = found else {
      return readUnclaimed(written, as: key, &reader)
    }
    if entry.value.isPlaceholder {
      reader.findings.report(.placeholder(section: path, entry.value.span))
      return [entry]
    }
    return readMapping(written, as: key, &reader)
  }

  /// A section with settings below it.
  private mutating func readMapping(
    _ written: ChartEntry, as key: ChartKey?, _ reader: inout SurfaceReader
  ) -> [Entry] {
    let (entry, path) = (written.entry, written.path)
    switch entry.value.kind {
    case .mapping(let entries) where entries.isEmpty: return [entry]
    case .mapping(let entries):
      let below = readSection(entries, at: path, of: key, &reader)
      return below.isEmpty ? [] : [entry.with(below)]
    case .damaged: return []
    case .unknown: reader.noteUnknown(path, entry.value.span)
    case .scalar(let scalar) where scalar.isNull:
      NullCheck.reportSection(entry, path, &reader)
      reader.clear(path, entry.value)
    case .scalar, .sequence:
      // `password secret`, without its colon, is read as the whole section.
      reader.hide(entry.value.span)
      reader.reportWrongType(path, entry.value, expected: .mapping)
    }
    return []
  }

  /// A key that no setting claims.
  private mutating func readUnclaimed(
    _ written: ChartEntry, as key: ChartKey?, _ reader: inout SurfaceReader
  ) -> [Entry] {
    let entry = written.entry
    if formerKeys.read(written, as: key, &reader) { return [] }
    if let key, key.kind == .section, case .read = key.outcome, let entries = entry.value.entries {
      let below = readSection(entries, at: written.path, of: key, &reader)
      // All of its keys may have been read under the names that they have now.
      return below.isEmpty && !entries.isEmpty ? [] : [entry.with(below)]
    }
    if !ParameterCheck.report(entry, in: written.section, &reader) {
      ChartKeyCheck.check(written, as: key, &reader)
    }
    return [entry]
  }
}

/// A key of the chart's values that a setting claims.
struct ClaimedKey {
  let claim: SectionIndex.Claim
  let section: Int
  /// The path that claims it, which differs from the written one for a renamed key.
  let path: String
  let written: WrittenName

  /// Reads the value, and says whether the key stays in the output unchanged.
  func read(_ entry: Entry, _ reader: inout SurfaceReader) -> Disposition {
    switch claim {
    case .member(let number):
      let value = MemberReader(written: written, text: HelmText.literal)
        .read(entry.value, &reader)
      if let text = value.text { BlankEnd.report(text, written.spelling, isSecret: false, &reader) }
      let composite = CompositeID(section: section, index: number)
      reader.write(
        .member(.helm(path), of: composite, value), reader.origin(written, entry.value))
      return .consumed
    case .field(let number, let spelling):
      guard spelling.role != .ineffective else {
        ChartKeyCheck.reportOutcome(of: ChartKey.at(path), at: path, entry.key, &reader)
        return .keepsEntry
      }
      let id = FieldID(section: section, index: number)
      let origin = reader.origin(written, entry.value)
      return FieldReader(id, as: spelling, at: origin, &reader).read(entry.value, &reader)
    }
  }
}

extension Entry {
  /// The same key with a section that has only these entries.
  fileprivate func with(_ entries: [Entry]) -> Entry {
    Entry(key: key, value: ConfigNode(.mapping(entries), value.span))
  }
}

extension ConfigNode {
  /// `global: ...`, as the documentation abbreviates a section.
  fileprivate var isPlaceholder: Bool {
    guard let text = scalar?.text else { return false }
    return text == "..." || Placeholder.matches(text)
  }
}
