import ConfigSyntax
import Diagnostics
import Settings

/// Reads keys that this release of the chart has under other names.
struct FormerKeys {
  /// All values of the input, where a new name may be set, too.
  let root: ConfigNode

  /// Reports a key under its old name when this release has only the new one; returns whether it
  /// was read as the new one.
  func read(
    _ written: ChartEntry, as key: ChartKey?, _ reader: inout SurfaceReader
  ) -> Bool {
    switch key?.outcome {
    case .renamed(let newPath, let release) where reader.chartVersion >= release:
      reader.findings.report(.formerKey(written, newPath, since: release, in: reader.chartVersion))
      return readRenamed(written, as: newPath, &reader)
    case .replaced(let newPath, let release) where reader.chartVersion >= release:
      reader.findings.report(.formerKey(written, newPath, since: release, in: reader.chartVersion))
      return readReplaced(written, by: newPath, &reader)
    default: return false
    }
  }

  /// Whether the input has a value under the new name, which is the one that the chart reads.
  private func isSet(_ path: String) -> Bool {
    root.descendant(path.split(separator: ".").map(String.init)).map { !$0.isNull } ?? false
  }

  private func readRenamed(
    _ written: ChartEntry, as newPath: String, _ reader: inout SurfaceReader
  ) -> Bool {
    if written.path == "global.storage.connectionString" {
      return !isSet("\(newPath).name") && readBucketURL(written, &reader)
    }
    guard !isSet(newPath) else { return false }
    switch reader.find(.helm(newPath)) {
    case .claim(let claim, let owner):
      let claimed = ClaimedKey(
        claim: claim, section: owner, path: newPath, written: .path(written.path))
      _ = claimed.read(written.entry, &reader)
      return true
    case .nothing where ChartKey.at(newPath)?.kind != .section:
      reader.keep(.chartKeys(Self.tree(written.entry, at: newPath)), written.value.span)
      return true
    case .mapping, .nothing: return false
    }
  }

  /// The value under its new name, in a tree of the chart's values.
  private static func tree(_ entry: Entry, at path: String) -> ConfigNode {
    path.split(separator: ".").reversed().reduce(entry.value) { value, name in
      let key = Located(String(name), entry.key.span)
      return ConfigNode(.mapping([Entry(key: key, value: value)]), entry.value.span)
    }
  }

  /// Reads the URL of a bucket, for which the chart has several keys since 0.5.0, as the variable
  /// with the same grammar.
  private func readBucketURL(_ written: ChartEntry, _ reader: inout SurfaceReader) -> Bool {
    let location = Location.environment("BUCKET")
    guard case .claim(.member(let number), let owner) = reader.find(location) else { return false }
    let name = WrittenName.path(written.path)
    let value = MemberReader(written: name, text: HelmText.literal).read(written.value, &reader)
    let composite = CompositeID(section: owner, index: number)
    reader.write(.member(location, of: composite, value), reader.origin(name, written.value))
    return true
  }

  /// Reads `hosts: {domain: …, https: …}` of chart 0.1.0 to 0.1.4 as the URL that it became.
  private func readReplaced(
    _ written: ChartEntry, by newPath: String, _ reader: inout SurfaceReader
  ) -> Bool {
    guard let hosts = root.descendant(["global", "hosts"]), written.section == "global.hosts",
      let domain = hosts["domain"], let name = domain.scalar, !name.text.isEmpty, !isSet(newPath),
      case .claim(let claim, let owner) = reader.find(.helm(newPath))
    else { return false }
    guard written.key.value == "domain" else { return written.key.value == "https" }
    let isSecure = hosts["https"]?.scalar.map { $0.text == "true" } ?? false
    let url = Scalar((isSecure ? "https://" : "http://") + name.text, .double)
    let entry = Entry(
      key: written.key, value: ConfigNode(.scalar(url), domain.span, via: domain.via))
    let claimed = ClaimedKey(
      claim: claim, section: owner, path: newPath, written: .path(written.path))
    _ = claimed.read(entry, &reader)
    return true
  }
}

extension ChartKey {
  /// The keys of this section that were renamed to keys of another one.
  fileprivate func names(movedBelow section: String) -> [String] {
    ownNames.filter { name in
      guard case .renamed(let path, _)? = child(name)?.outcome else { return false }
      return path.hasPrefix(section + ".")
    }
  }
}

extension Diagnostic {
  fileprivate static func formerKey(
    _ written: ChartEntry, _ newPath: String, since release: ChartVersion, in used: ChartVersion
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.formerKey, "`\(written.path)` was renamed to `\(newPath)` in chart \(release)",
      at: written.key.span)
    diagnostic.setting = newPath
    let section = written.section.isEmpty ? "" : written.section + "."
    let name = newPath.hasPrefix(section) ? String(newPath.dropFirst(section.count)) : ""
    diagnostic.fixes = FixIt.move(written.key, to: name, .safe) { below in
      (written.parent?.names(movedBelow: section + below) ?? [])
        .filter { $0 != written.key.value }
    }
    let advice: Message = diagnostic.fixes.isEmpty ? "move the value to" : "write"
    diagnostic.help = "\(advice) `\(newPath)`; chart \(used) does not read the old name"
    return diagnostic
  }
}
