import ConfigSyntax
import Diagnostics
import Terraform

/// Helm values: walks the claimed keys, and the chart's own keys along with them.
extension Resolver {
  /// Reads the claimed keys below `section`; returns the entries that no setting claims.
  mutating func walk(
    _ entries: [Entry], section: String, _ chart: ChartKey?, _ variables: inout VariableEntries
  ) -> [Entry] {
    if ComponentName.isComponent(section) { collectVariables(of: section, entries) }
    var rest: [Entry] = []
    for entry in entries {
      let key = entry.key.value
      let path = section.isEmpty ? key : section + "." + key
      if path == "global.extraEnv", let entries = entry.value.entries {
        variables.extraEnv += entries
      } else if path == "global.env", let entries = entry.value.entries {
        variables.env += entries
      } else if path == "global.extraEnv", case .unknown = entry.value.kind {
        noteUnknown(path, entry.value.span)
      } else if path == "global.extraEnv", entry.value.isNull {
        variables.extraEnv += takingBack(path, entry)
        read(entry, path, section, chart, &rest, &variables)
      } else if path == "global.env", entry.value.scalar?.isNull != true {
        reportWrongType(path, entry.value, expected: "a mapping")
        rest.append(entry)
      } else {
        read(entry, path, section, chart, &rest, &variables)
      }
    }
    return rest
  }

  /// `null` for each variable that earlier layers set below `section`.
  private func takingBack(_ section: String, _ entry: Entry) -> [Entry] {
    result.chartVariables.filter { $0.spelling.hasPrefix(section + ".") }.map {
      Entry(key: Located($0.name, entry.key.span), value: entry.value)
    }
  }

  private mutating func read(
    _ entry: Entry, _ path: String, _ section: String, _ chart: ChartKey?, _ rest: inout [Entry],
    _ variables: inout VariableEntries
  ) {
    // Helm treats a key with a dot in it as one key, which is not one of the chart's.
    let found = entry.key.value.contains(".") ? .nothing : index.find(.helm(path))
    if case .claim(let claim, let owner) = found {
      // The newest release has the key of every setting, so there is no need to look it up.
      if result.chartVersion != .newest {
        reportRelease(chart?.child(entry.key.value), path, entry)
      }
      if entry.value.isNull { reportNull(entry, path, claim, owner, chart) }
      checkOpenNames(entry, path)
      if apply(claim, owner, entry, path: path, spelling: path) { rest.append(entry) }
      return
    }
    let key = chart?.child(entry.key.value)
    reportRelease(key, path, entry)
    switch found {
    case .claim: return
    case .mapping where isPlaceholder(entry.value):
      bag.report(.placeholder(section: path, entry.value.span))
      rest.append(entry)
    case .mapping where entry.value.entries?.isEmpty == true: rest.append(entry)
    case .mapping:
      let below = walkSection(entry, path, key, &variables)
      if !below.isEmpty {
        rest.append(Entry(key: entry.key, value: ConfigNode(.mapping(below), entry.value.span)))
      }
    case .nothing:
      if readRenamed(key, entry, path) { return }
      if let key, key.kind == .section, case .read = key.outcome, let entries = entry.value.entries
      {
        let below = walk(entries, section: path, key, &variables)
        return rest.append(
          Entry(key: entry.key, value: ConfigNode(.mapping(below), entry.value.span)))
      }
      if !isParameter(entry, section) { checkKey(entry, section, chart, key) }
      rest.append(entry)
    }
  }

  /// `global: ...`, as the documentation abbreviates a section.
  private func isPlaceholder(_ node: ConfigNode) -> Bool {
    guard let text = node.scalar?.text else { return false }
    return text == "..." || Placeholder.matches(text)
  }

  private mutating func walkSection(
    _ entry: Entry, _ path: String, _ chart: ChartKey?, _ variables: inout VariableEntries
  ) -> [Entry] {
    switch entry.value.kind {
    case .mapping(let entries): return walk(entries, section: path, chart, &variables)
    case .damaged: return []
    case .unknown:
      noteUnknown(path, entry.value.span)
      return []
    case .scalar(let scalar) where scalar.isNull:
      reportNull(entry, path)
      clear(below: path, entry)
      return []
    case .scalar, .sequence:
      // `password secret`, without its colon, is read as the whole section.
      result.secretSpans.append(entry.value.span)
      reportWrongType(path, entry.value, expected: "a mapping")
      return []
    }
  }

  /// Records that a section exists whose contents are unknown.
  mutating func noteUnknown(_ name: String, _ span: SourceSpan) {
    result.configuration.unmodelled.addUnknown(.init(name: name, span: span))
    var diagnostic = Diagnostic(
      TerraformProblem.unknownContents,
      "the contents of `\(name)` are not known here, so they can't be checked",
      at: span)
    diagnostic.help = "write out the contents, or check the values that Terraform produces"
    bag.report(diagnostic)
  }

  /// Resets every setting below a section that is null.
  private mutating func clear(below section: String, _ entry: Entry) {
    if let helm = result.configuration.unmodelled.helm {
      result.configuration.unmodelled.helm =
        helm.removing(section.split(separator: ".").map(String.init)).rest
    }
    if section == "global" || section == "global.extraEnv" {
      result.configuration.unmodelled.removeVariables { $0.source == .helm }
      result.chartVariables.removeAll { $0.spelling.hasPrefix(section + ".") }
    }
    for (place, claim, owner) in index.claims(below: section) where !claim.isInert {
      _ = apply(claim, owner, entry, path: place.name, spelling: section)
    }
  }

  /// Reports a key under its old name when this release has only the new one.
  private mutating func readRenamed(_ key: ChartKey?, _ entry: Entry, _ path: String) -> Bool {
    switch key?.outcome {
    case .renamed(let newPath, let release) where result.chartVersion >= release:
      reportFormer(entry, path, newPath, release)
      guard case .claim(let claim, let owner) = index.find(.helm(newPath)) else { return false }
      _ = apply(claim, owner, entry, path: newPath, spelling: path)
      return true
    case .replaced(let newPath, let release) where result.chartVersion >= release:
      reportFormer(entry, path, newPath, release)
      return false
    default: return false
    }
  }

  private mutating func reportFormer(
    _ entry: Entry, _ path: String, _ newPath: String, _ release: ChartVersion
  ) {
    var diagnostic = Diagnostic(
      ShapeProblem.formerKey, "`\(path)` was renamed to `\(newPath)` in chart \(release)",
      at: entry.key.span)
    diagnostic.setting = newPath
    diagnostic.help = "chart \(result.chartVersion) does not read the old name; use the new one"
    bag.report(diagnostic)
  }

  /// Reads a claimed key; returns true when the key stays in the output unchanged.
  mutating func apply(
    _ claim: SectionIndex.Claim, _ section: Int, _ entry: Entry, path: String, spelling: String
  ) -> Bool {
    switch claim {
    case .member(let number):
      set(
        member(entry.value, spelling, HelmText.literal), at: .helm(path),
        of: CompositeID(section: section, index: number))
      return false
    case .field(let number, let place):
      let field = FieldID(section: section, index: number)
      guard place.role != .ineffective else {
        reportUnread(ChartKey.at(path), path, entry)
        return true
      }
      return assign(field, place, entry.value, spelling) == .keepsEntry
    }
  }

  // MARK: The operator's own chart

  mutating func walkOperatorChart(_ entries: [Entry], section: String) -> [Entry] {
    var rest: [Entry] = []
    for entry in entries {
      let path = section.isEmpty ? entry.key.value : section + "." + entry.key.value
      switch index.find(.operatorChart(path)) {
      case .claim(.field(let number, let spelling), let owner):
        let field = FieldID(section: owner, index: number)
        if assign(field, spelling, entry.value, path) == .keepsEntry { rest.append(entry) }
      case .mapping:
        let below = walkOperatorChart(entry.value.entries ?? [], section: path)
        if !below.isEmpty {
          rest.append(Entry(key: entry.key, value: ConfigNode(.mapping(below), entry.value.span)))
        }
      case .claim(.member, _), .nothing:
        if section.isEmpty { checkName(entry, "", among: KnownNames(OperatorChart.keys)) }
        rest.append(entry)
      }
    }
    return rest
  }
}

extension OperatorChart {
  /// The keys of chart operator 1.4.8.
  package static let keys = [
    "affinity", "airgapped", "caCertsConfigMap", "customCACerts", "extraEnv", "fullnameOverride",
    "image", "manager", "nameOverride", "namespaceIsolation", "nodeSelector", "podAnnotations",
    "podSecurityContext", "replicaCount", "resources", "role", "securityContext", "tolerations",
  ]
}
