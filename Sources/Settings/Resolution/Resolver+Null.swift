import ConfigSyntax
import Diagnostics

/// `null`, which Helm treats as a request to remove a key.
///
/// In a later layer this removes a key of an earlier one. In the first layer it can only remove a
/// default of the chart, and in a custom resource the operator merges it like any other value.
extension Resolver {
  /// Reports `null` for a section that the chart's templates read from.
  mutating func reportNull(_ entry: Entry, _ path: String) {
    let isWritten = result.assignments.contains {
      $0.layer < layer
        && ($0.setting.hasPrefix(path + ".") || $0.spelling.hasPrefix(path + "."))
    }
    guard !isWritten else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.nullSection, "`\(path)` is null, but the chart reads keys in it",
      at: entry.value.span.range.isEmpty ? entry.key.span : entry.value.span)
    diagnostic.help = "write `{}` or remove the key"
    bag.report(diagnostic)
  }

  /// Reports `null` for a key that a setting claims.
  mutating func reportNull(
    _ entry: Entry, _ path: String, _ claim: SectionIndex.Claim, _ owner: Int, _ chart: ChartKey?
  ) {
    guard isNews(claim, .helm(path), owner) else { return }
    // In a map of Kubernetes' own, `null` removes one of its keys and leaves the rest.
    let isFree = chart?.kind == .freeMap
    switch (severity(of: claim, owner, path), result.resourceLayers.contains(layer)) {
    case (let severity?, true): reportNullValue(entry, path, isFree ? .warning : severity.resource)
    case (let severity?, false):
      guard !isFree, let values = severity.values else { return }
      reportNullValue(entry, path, values)
    case (nil, _): return
    }
  }

  /// Reports `null` for a key that no setting claims.
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

  /// Warns of a variable that is null in the chart's values.
  mutating func reportNullVariable(_ entry: Entry, _ section: String) {
    guard isFirstValues else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.nullValue, .warning,
      "`\(section).\(entry.key.value)` must be text, not null", at: entry.writtenSpan)
    diagnostic.help = "write \"\" for an empty value, or remove the key"
    nulls.append(PendingNull(path: section + "." + entry.key.value, layer: layer, diagnostic))
  }

  /// The severity of null at a claimed key; nil where it is legal.
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

  /// Whether no earlier layer wrote the key, so that null removes nothing that the user set.
  private mutating func isNews(
    _ claim: SectionIndex.Claim, _ place: Location, _ owner: Int
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
      "`\(path)` is null, which removes the chart's default", at: entry.writtenSpan)
    diagnostic.addPlaces(entry.value.via)
    diagnostic.help = "write a value or remove the key"
    nulls.append(PendingNull(path: path, layer: layer, diagnostic))
  }

  /// Reports the nulls that no later layer overrides with a value.
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

/// A finding about a null that a later layer may still override with a value.
struct PendingNull {
  /// The path of keys to it in the chart's values.
  let path: [String]
  let layer: Int
  let diagnostic: Diagnostic

  init(path: String, layer: Int, _ diagnostic: Diagnostic) {
    self.path = path.split(separator: ".").map(String.init)
    (self.layer, self.diagnostic) = (layer, diagnostic)
  }
}

extension Entry {
  /// The span of the value, or of the key when nothing is written after it.
  fileprivate var writtenSpan: SourceSpan { value.span.range.isEmpty ? key.span : value.span }
}
