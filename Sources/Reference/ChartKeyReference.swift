import Diagnostics
package import Settings

/// A key in the values of chart operator-wandb, whether a setting claims it or not:
/// `explain ingress.nameOverride`.
package struct ChartKeyReference: Sendable {
  /// The keys from the top level down, with dots between them.
  package let path: String
  private let keys: ChartPath
  private let known: ChartKey?

  /// Nil for a path that no release of the chart has.
  package init?(_ path: String) {
    guard !path.isEmpty, !path.contains(where: \.isWhitespace) else { return nil }
    (self.path, keys, known) = (path, ChartPath(path), ChartKey.at(path))
    // The keys of a third-party chart are not known, so any path below one would be a key.
    let isBelowOther = known == nil && ChartDependency.isThirdParty(keys.keys.first ?? "")
    guard known != nil || !isBelowOther && ChartReads.isEverRead(keys) else { return nil }
  }

  /// The paths that end with a key, to find `passwordKey` without its sections; one component
  /// stands for all.
  package static func paths(endingWith key: String) -> [String] {
    allPaths.filter { $0.hasSuffix("." + key) }
  }

  /// Every path of the chart's own sections in the newest release, in lexical order; those of all
  /// components are below `<component>`.
  package static let allPaths: [String] = {
    func paths(below key: ChartKey, _ path: String) -> [String] {
      guard key.isClosed else { return [] }
      return key.ownNames.flatMap { name -> [String] in
        let below = path.isEmpty ? name : "\(path).\(name)"
        guard let child = key.child(name) else { return [] }
        return [below] + paths(below: child, below)
      }
    }
    return paths(below: .root, "")
      + paths(below: .component, ComponentName.documented)
  }()

  // MARK: The page

  /// The type, the default, the releases that read it and the keys below it, for one release.
  package func page(in release: ChartVersion) -> String {
    var lines = [path, "", "\(noun) of chart operator-wandb without a setting of its own."]
    lines.append("Type: \(type).")
    if let found = ChartReads.default(at: keys, in: release), found.kind != .map {
      lines.append("Default in chart \(release): \(Self.text(found))")
    }
    lines.append("\(Self.use(ChartReads.reading(of: keys, in: release), keys, release)).")
    let releases = ChartReads.releases(reading: keys)
    if !releases.isEmpty { lines.append("Releases that read it: \(Self.text(releases)).") }
    if let help { lines.append("\(help).") }
    let tables = [sizes, keysBelow(in: release)].filter { !$0.isEmpty }
    return lines.joined(separator: "\n") + "\n" + tables.map { "\n" + $0 }.joined()
  }

  private var noun: String {
    switch known?.kind {
    case .section: "A section"
    case .component: "The section of a component"
    case .vendored: "The values of a bundled chart in the values"
    default: "A key"
    }
  }

  private var type: String {
    switch ValueType.at(path) {
    case .words(let words), .printedWords(let words), .keywords(let words):
      return words.filter { !$0.isEmpty }.listed
    case .quantity: return "a quantity, such as `500m` or `4Gi`"
    case .boolean, .flag, .shownFlag, .boolText: return "true or false"
    case .integer, .number: return "a whole number"
    case .integerOrText, .port: return "a number or a string"
    case .string, .name, .host, .size: return "a string"
    case .textMap: return "a mapping of strings"
    case .list: return "a list"
    case .map, .structure, .environment: return "a mapping"
    case .any, .text, nil: break
    }
    switch known?.kind {
    case .text: return "a string"
    case .boolean: return "true or false"
    case .number: return "a number"
    case .list: return "a list"
    case .freeMap, .section, .component, .vendored: return "a mapping"
    case .anything, nil: break
    }
    switch ChartReads.kindOfDefault(at: keys) {
    case .text: return "a string"
    case .boolean: return "true or false"
    case .number: return "a number"
    case .list: return "a list"
    case .map: return "a mapping"
    case .null, nil: return "not known"
    }
  }

  private static func text(_ found: ChartDefault) -> String {
    switch (found.kind, found.value) {
    case (.text, ""): "\"\""
    case (_, let value?): value
    case (_, nil): "a text of several lines"
    }
  }

  private static func use(
    _ reading: ChartReads.Reading, _ path: ChartPath, _ release: ChartVersion
  ) -> String {
    let first = path.keys.first ?? ""
    switch reading {
    case .read where ChartDependency.isShared(first, in: release):
      return "The templates of chart \(release) read it, with those of chart wandb-base"
    case .read: return "The templates of chart \(release) read it"
    case .passedOn: return "Chart \(release) passes it to the bundled chart `\(first)`"
    case .nameMentioned: return "No template of chart \(release) probably reads it"
    case .unread: return "No template of chart \(release) reads it"
    }
  }

  private static func text(_ ranges: [ClosedRange<ChartVersion>]) -> String {
    ranges.map { range in
      if range.upperBound == .newest { return "\(range.lowerBound) and newer" }
      return range.lowerBound == range.upperBound
        ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }.listed
  }

  private var help: String? {
    switch known?.outcome {
    case .read, nil: nil
    case .unread(_, let help): "Help: \(help)"
    case .renamed(let path, let release): "Renamed to `\(path)` in chart \(release)"
    case .replaced(let path, let release): "Replaced by `\(path)` in chart \(release)"
    case .moved(let path): "The chart reads it at `\(path)`"
    }
  }

  /// What each size sets for a component's resource.
  private var sizes: String {
    let words = keys.keys
    guard words.count == 4, words[1] == "resources" else { return "" }
    return TextTable.render(
      ChartSizes.names.compactMap { size in
        ChartSizes.quantity(of: words[0], size: size, section: words[2], resource: words[3])
          .map { ["size \(size)", $0] }
      })
  }

  /// The keys of a section that neither are settings nor contain one, for the page of its settings.
  var otherKeys: String {
    let settings = FieldCatalog.documented.flatMap(\.everySpelling).map(\.location.name)
    let names = ChartReads.keys(below: keys, in: .newest).map { "\(path).\($0)" }
    let others = names.filter { name in
      !settings.contains { $0 == name || $0.hasPrefix(name + ".") }
    }
    guard !others.isEmpty else { return "" }
    return "\nOther keys of `\(path)` in chart \(ChartVersion.newest):\n\n"
      + others.map { "\($0)\n" }.joined()
  }

  private func keysBelow(in release: ChartVersion) -> String {
    let names = Set(known?.isClosed == true ? known?.names ?? [] : [])
      .union(ChartReads.keys(below: keys, in: release))
    guard !names.isEmpty else { return "" }
    let rows = names.sorted().map { name -> [String] in
      let below = "\(path).\(name)"
      let isRead = ChartReads.reading(of: ChartPath(below), in: release).mayMatter
      let note = isRead ? nil : "not read by chart \(release)"
      let setting = FieldCatalog.field(named: below)?.summary
      return [below, setting ?? note ?? ""]
    }
    return TextTable.render(rows)
  }
}

extension ChartDependency {
  /// Whether the chart of this name is not W&B's own, in any release.
  fileprivate static func isThirdParty(_ name: String) -> Bool {
    !components.contains(name)
      && ChartRelease.all.contains { ChartDependency(name, in: $0)?.isComponent == false }
  }

  /// Whether a component is chart wandb-base under another name.
  fileprivate static func isShared(_ name: String, in release: ChartVersion) -> Bool {
    ChartDependency(name, in: release) == .sharedComponent
  }
}
