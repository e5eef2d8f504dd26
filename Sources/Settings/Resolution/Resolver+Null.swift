import ConfigSyntax
import Diagnostics

/// `null`, which Helm takes as the wish to remove a key.
///
/// In a later layer that is how a key is taken back. In the first one it can only remove what the
/// chart itself says, and in a custom resource the operator merges it like a value.
extension Resolver {
  /// Reports `null` for a section that the chart's templates look into.
  mutating func reportNull(_ entry: Entry, _ path: String) {
    let isWritten = result.assignments.contains {
      $0.layer < layer
        && ($0.setting.hasPrefix(path + ".") || $0.spelling.hasPrefix(path + "."))
    }
    guard !isWritten else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.nullSection, "`\(path)` is null, and the chart looks into it",
      at: entry.value.span.range.isEmpty ? entry.key.span : entry.value.span)
    diagnostic.help = "write `{}`, or leave the key out"
    bag.report(diagnostic)
  }

  /// Reports `null` for a key that a setting claims.
  mutating func reportNull(
    _ entry: Entry, _ path: String, _ claim: SectionIndex.Claim, _ owner: Int, _ chart: ChartKey?
  ) {
    guard isNews(claim, .helm(path), owner) else { return }
    // Below a map of Kubernetes' own, `null` takes one of its keys away, and the rest stays.
    let isFree = chart?.kind == .freeMap
    switch (severity(of: claim, owner, path), result.resourceLayers.contains(layer)) {
    case (let severity?, true): reportNullValue(entry, path, isFree ? .warning : severity.resource)
    case (let severity?, false):
      guard !isFree, let values = severity.values else { return }
      reportNullValue(entry, path, values)
    case (nil, _): return
    }
  }

  /// Reports `null` for a key that nobody claims.
  mutating func reportNull(_ entry: Entry, _ path: String, _ key: ChartKey) {
    let isResource = result.resourceLayers.contains(layer)
    let isWritten =
      result.configuration.unmodelled.helm?.descendant(path.split(separator: ".").map(String.init))
      != nil
    guard isResource && !isWritten || isFirstValues else { return }
    switch key.kind {
    case .text, .number, .boolean: reportNullValue(entry, path, isResource ? .error : .warning)
    case .list, .freeMap: if isResource { reportNullValue(entry, path, .warning) }
    case .section, .component, .vendored, .anything: return
    }
  }

  /// Warns of a variable that the chart's values leave null.
  mutating func reportNullVariable(_ entry: Entry, _ section: String) {
    guard isFirstValues else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.nullValue, .warning,
      "`\(section).\(entry.key.value)` is null, and variables are text", at: entry.writtenSpan)
    diagnostic.help = "write \"\" for an empty value, or leave the key out"
    nulls.append(PendingNull(path: section + "." + entry.key.value, layer: layer, diagnostic))
  }

  /// How bad null is at a claimed key; nil where it is legal.
  private mutating func severity(
    of claim: SectionIndex.Claim, _ owner: Int, _ path: String
  ) -> (resource: Severity, values: Severity?)? {
    let type: SettingType
    switch claim {
    case _ where claim.isInert: return nil
    case .member: type = .string
    case .field(let number, _): type = index.field(FieldID(section: owner, index: number)).type
    }
    switch type {
    case .list, .map: return (.warning, nil)
    case .boolean: return (.error, .warning)
    case .string, .secret, .integer, .duration, .enumeration:
      return (.error, path.hasPrefix("global.") ? .error : .warning)
    }
  }

  /// Whether no earlier layer wrote the key, so that null takes nothing of the user's back.
  private mutating func isNews(
    _ claim: SectionIndex.Claim, _ place: Place, _ owner: Int
  ) -> Bool {
    guard !isFirstValues else { return true }
    guard result.resourceLayers.contains(layer) else { return false }
    switch claim {
    case .member(let number):
      return members[CompositeID(section: owner, index: number)]?[place] == nil
    case .field(let number, _):
      let field = index.field(FieldID(section: owner, index: number))
      return field.read(result.configuration) == nil
    }
  }

  private mutating func reportNullValue(_ entry: Entry, _ path: String, _ severity: Severity) {
    var diagnostic = Diagnostic(
      ShapeProblem.nullValue, severity,
      "`\(path)` is null, which takes the chart's own value away", at: entry.writtenSpan)
    diagnostic.addPlaces(entry.value.via)
    diagnostic.help = "write a value, or leave the key out"
    nulls.append(PendingNull(path: path, layer: layer, diagnostic))
  }

  /// Reports the nulls that no later layer writes a value over.
  mutating func reportNulls(_ layers: [Layer]) {
    guard let first = nulls.first else { return }
    var writes = LatestWrites(of: nulls.map(\.path))
    for (number, layer) in layers.enumerated().dropFirst(first.layer + 1) {
      writes.add(layer, number)
    }
    for null in nulls where !writes.isWritten(null.path, after: null.layer) {
      bag.report(null.diagnostic)
    }
  }
}

/// The finding about a null that a later layer may still write a value over.
struct PendingNull {
  /// The keys that lead to it in the chart's values.
  let path: [String]
  let layer: Int
  let diagnostic: Diagnostic

  init(path: String, layer: Int, _ diagnostic: Diagnostic) {
    self.path = path.split(separator: ".").map(String.init)
    (self.layer, self.diagnostic) = (layer, diagnostic)
  }
}

extension Entry {
  /// The value, or the key when nothing is written behind it.
  fileprivate var writtenSpan: SourceSpan { value.span.range.isEmpty ? key.span : value.span }
}
