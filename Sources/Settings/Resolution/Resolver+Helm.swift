import ConfigSyntax
import Diagnostics

/// Helm values: a walk along the claimed keys.
extension Resolver {
  /// Reads the claimed keys below `section`; gives the entries that nobody claims.
  mutating func walk(
    _ entries: [Entry], section: String, _ variables: inout [Entry]
  ) -> [Entry] {
    var rest: [Entry] = []
    for entry in entries {
      let key = entry.key.value
      let path = section.isEmpty ? key : section + "." + key
      if path == "global.extraEnv", let entries = entry.value.entries {
        variables += entries
      } else if let claim = index.claims[.helm(path)] {
        if apply(claim, entry, path: path, spelling: path) { rest.append(entry) }
      } else if index.sections.contains(path) {
        let below = walkSection(entry, path, &variables)
        if !below.isEmpty {
          rest.append(Entry(key: entry.key, value: ConfigNode(.mapping(below), entry.value.span)))
        }
      } else if let renaming = ChartKeys.renaming(of: path), isRenamed(renaming, entry) {
        guard let claim = index.claims[.helm(renaming.newPath)] else { continue }
        _ = apply(claim, entry, path: renaming.newPath, spelling: path)
      } else {
        // An older release reads the old name.
        let isFormer = ChartKeys.renaming(of: path) != nil
        if !isFormer, !isParameter(entry, section) { checkKey(entry, section) }
        rest.append(entry)
      }
    }
    return rest
  }

  mutating func walkSection(
    _ entry: Entry, _ path: String, _ variables: inout [Entry]
  ) -> [Entry] {
    switch entry.value.kind {
    case .mapping(let entries): return walk(entries, section: path, &variables)
    case .damaged: return []
    case .scalar(let scalar) where scalar.isNull:
      clear(below: path, entry)
      return []
    case .scalar, .sequence:
      // `password secret`, without its colon, is the whole section.
      result.secretSpans.append(entry.value.span)
      bag.report(.wrongType(path, entry.value, expected: "a mapping"))
      return []
    }
  }

  /// `null` for a whole section takes back every setting below it.
  mutating func clear(below section: String, _ entry: Entry) {
    if let helm = result.configuration.unmodelled.helm {
      result.configuration.unmodelled.helm =
        helm.removing(section.split(separator: ".").map(String.init)).rest
    }
    if section == "global" || section == "global.extraEnv" {
      result.configuration.unmodelled.removeVariables { $0.source == .helm }
    }
    for (place, claim) in index.claims.sorted(by: { $0.key.name < $1.key.name }) {
      guard case .helm(let path) = place, path.hasPrefix(section + "."), !claim.isIneffective else {
        continue
      }
      _ = apply(claim, entry, path: path, spelling: section)
    }
  }

  mutating func isRenamed(_ renaming: ChartKeys.Renaming, _ entry: Entry) -> Bool {
    guard result.chartVersion >= renaming.since else { return false }
    var diagnostic = Diagnostic(
      ShapeProblem.formerKey,
      "`\(renaming.path)` is `\(renaming.newPath)` since chart \(renaming.since)",
      at: entry.key.span)
    diagnostic.setting = renaming.newPath
    diagnostic.help = "chart \(result.chartVersion) does not read the old name; move the value"
    bag.report(diagnostic)
    return true
  }

  /// Reads a claimed key; true when the key stays in the output as it is.
  mutating func apply(
    _ claim: FieldIndex.Claim, _ entry: Entry, path: String, spelling: String
  ) -> Bool {
    switch claim {
    case .member(let composite):
      members[composite][.helm(path)] = member(entry.value, spelling, HelmText.literal)
      dirty.insert(composite)
      return false
    case .field(let field, let place):
      if case .ineffective = place.role {
        reportIneffective(path, FieldCatalog.fields[field], entry)
        return true
      }
      return assign(field, place, entry.value, spelling) == .keepsEntry
    }
  }

  mutating func reportIneffective(
    _ path: String, _ field: Field<Configuration>, _ entry: Entry
  ) {
    var diagnostic = Diagnostic(
      ShapeProblem.ineffectiveKey,
      "`\(path)` is ignored by every release of the chart; the field is `\(field.name)`",
      at: entry.key.span)
    diagnostic.setting = field.name
    diagnostic.help = "remove it"
    bag.report(diagnostic)
  }
}
