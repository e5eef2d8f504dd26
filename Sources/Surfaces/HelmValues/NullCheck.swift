import ConfigSyntax
import Diagnostics
import Settings

/// `null`, which Helm treats as a request to remove a key.
///
/// With several files, Helm merges it like any other value, and then removes the chart's default, so
/// a template that needs the key fails also where an earlier file set it. In a custom resource the
/// operator merges it like any other value.
enum NullCheck {
  /// Reports `null` for a section that the chart's templates read from.
  static func reportSection(_ entry: Entry, _ path: String, _ reader: inout SurfaceReader) {
    if reader.layer.merging != .byOperator, ChartNulls.effect(at: path) == .harmless { return }
    reader.nulls.append(
      PendingNull(
        path: path, layer: reader.layer.number, .nullSection(entry, path),
        unless: reader.layer.merging == .byHelm ? .never : .writtenBefore))
  }

  /// Reports `null` for a key that a setting claims.
  static func reportClaimed(
    _ written: ChartEntry, by claim: SectionIndex.Claim, in owner: Int,
    _ reader: inout SurfaceReader
  ) {
    let (entry, path) = (written.entry, written.path)
    guard reader.layer.merging == .byOperator else { return reportBreaking(entry, path, &reader) }
    guard let id = problem(of: claim, in: owner, &reader) else { return }
    // In a map of Kubernetes' own, `null` removes one of its keys and leaves the rest. Where the chart
    // itself takes null for its default, only the operator's merging may fail.
    let isUncertain = written.parent?.kind == .freeMap || ChartNulls.effect(at: path) == .harmless
    add(entry, path, isUncertain ? ShapeProblem.uncertainNull : id, &reader)
  }

  /// Reports `null` for a key that no setting claims.
  static func reportUnclaimed(
    _ written: ChartEntry, as key: ChartKey, _ reader: inout SurfaceReader
  ) {
    let (entry, path) = (written.entry, written.path)
    guard reader.layer.merging == .byOperator else { return reportBreaking(entry, path, &reader) }
    switch key.kind {
    case .text, .number, .boolean:
      let isHarmless = ChartNulls.effect(at: path) == .harmless
      add(entry, path, isHarmless ? ShapeProblem.uncertainNull : ShapeProblem.nullValue, &reader)
    case .list, .freeMap: add(entry, path, ShapeProblem.uncertainNull, &reader)
    case .section, .component, .vendored, .anything: return
    }
  }

  /// Reports a null that breaks a template, in a map of a component that no other check looks into.
  static func reportTyped(_ entry: Entry, _ path: String, _ reader: inout SurfaceReader) {
    let component = String(path.prefix { $0 != "." })
    guard reader.layer.merging != .byOperator, ComponentName.isComponent(component) else { return }
    reportBreaking(entry, path, &reader)
  }

  /// Reports a null that makes a template fail; elsewhere, the default comes back or nothing changes.
  private static func reportBreaking(
    _ entry: Entry, _ path: String, _ reader: inout SurfaceReader
  ) {
    guard ChartNulls.effect(at: path) == .breaks else { return }
    reader.nulls.append(
      PendingNull(
        path: path, layer: reader.layer.number, .nullValue(ShapeProblem.nullValue, entry, path),
        unless: reader.layer.merging == .byHelm ? .never : .writtenBefore))
  }

  /// Warns of a variable that is null in the chart's values.
  static func reportVariable(
    _ entry: Entry, _ section: String, _ reader: inout SurfaceReader
  ) {
    let path = "\(section).\(entry.key.value)"
    // Helm removes it from maps of the chart's own, and containers are such; `<nil>` is printed.
    let isPrinted = section.holds(".containers.") || section.holds(".initContainers.")
    if isPrinted, reader.layer.merging == .byHelm {
      reader.nulls.append(
        PendingNull(
          path: path, layer: reader.layer.number, .printedNull(entry, path), unless: .never))
    } else if reader.layer.isFirstValues, !removesDefault(entry, section, &reader) {
      reader.nulls.append(
        PendingNull(
          path: path, layer: reader.layer.number, .nullVariable(entry, path), unless: .never))
    }
  }

  /// Whether null removes a variable that the chart sets itself, which is its purpose in Helm.
  private static func removesDefault(
    _ entry: Entry, _ section: String, _ reader: inout SurfaceReader
  ) -> Bool {
    guard reader.layer.merging == .byHelm, reader.mayHaveDefault(entry.key.value, in: section)
    else { return false }
    let path = ChartPath("\(section).\(entry.key.value)")
    return ChartReads.default(at: path, in: reader.chartVersion) != nil
  }

  /// What null at a claimed key is; nil where nothing reads it.
  private static func problem(
    of claim: SectionIndex.Claim, in owner: Int, _ reader: inout SurfaceReader
  ) -> DiagnosticID? {
    let type: SettingType
    switch claim {
    case _ where claim.isInert: return nil
    case .member: type = .string
    case .field(let number, _): type = reader.field(FieldID(section: owner, index: number)).type
    }
    switch type {
    case .list, .map: return ShapeProblem.uncertainNull
    case .boolean, .string, .secret, .integer, .duration, .enumeration:
      return ShapeProblem.nullValue
    }
  }

  private static func add(
    _ entry: Entry, _ path: String, _ id: DiagnosticID, _ reader: inout SurfaceReader
  ) {
    // In the first values, null removes nothing that the user set.
    let condition = reader.layer.isFirstValues ? PendingNull.Condition.never : .writtenBefore
    reader.nulls.append(
      PendingNull(
        path: path, layer: reader.layer.number, .nullValue(id, entry, path),
        unless: condition))
  }
}

/// A finding about a null that other layers may make obsolete.
struct PendingNull {
  /// When the null removes what the user wrote, so that it is legal.
  enum Condition { case never, writtenBefore }

  /// The path of keys to it in the chart's values.
  let path: [String]
  /// The path to the name of a Secret, with which the chart does not look at the null.
  private let reference: [String]?
  let layer: Int
  let diagnostic: Diagnostic
  let condition: Condition

  init(path: String, layer: Int, _ diagnostic: Diagnostic, unless condition: Condition) {
    self.path = path.split(separator: ".").map(String.init)
    reference = ChartNulls.reference(insteadOf: path)?.split(separator: ".").map(String.init)
    self.layer = layer
    self.diagnostic = diagnostic
    self.condition = condition
  }

  /// The findings that hold: no later layer writes a value, and no earlier one if that matters.
  static func findings(_ nulls: [PendingNull], _ layers: [Layer]) -> [Diagnostic] {
    guard !nulls.isEmpty else { return [] }
    var writes = WrittenLayers(of: nulls.map(\.path))
    for (number, layer) in layers.enumerated() {
      if let values = layer.chartValues { writes.add(values, number) }
    }
    let references = Set(nulls.compactMap(\.reference)).filter { isSet($0, in: layers) }
    return nulls.filter { null in
      if let reference = null.reference, references.contains(reference) { return false }
      guard let written = writes[null.path] else { return true }
      return written.last < null.layer
        && !(null.condition == .writtenBefore && written.first < null.layer)
    }.map(\.diagnostic)
  }

  /// Whether the last layer that writes at a path gives it a value.
  private static func isSet(_ path: [String], in layers: [Layer]) -> Bool {
    let node = layers.reversed().lazy.compactMap { $0.chartValues?.descendant(path) }.first
    guard let node else { return false }
    return node.scalar.map { !$0.isNull && !$0.text.isEmpty } ?? true
  }
}

extension Entry {
  /// The span of the value, or of the key when nothing is written after it.
  fileprivate var writtenSpan: SourceSpan { value.span.range.isEmpty ? key.span : value.span }

  /// The fix that writes an empty string for null.
  fileprivate var emptyText: [FixIt] {
    value.located.map { [.writeLiteral("\"\"", for: $0)] } ?? []
  }
}

extension Diagnostic {
  fileprivate static func nullSection(_ entry: Entry, _ path: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.nullSection, "`\(path)` is null, but the chart reads keys in it",
      at: entry.writtenSpan)
    diagnostic.help = "write `{}` or remove the key"
    diagnostic.fixes = entry.value.located.map { [.writeLiteral("{}", for: $0, .safe)] } ?? []
    return diagnostic
  }

  fileprivate static func nullVariable(_ entry: Entry, _ path: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.uncertainNull, "`\(path)` is null, so Helm leaves it out",
      at: entry.writtenSpan)
    diagnostic.help = "write \"\" for an empty value, or remove the key"
    diagnostic.fixes = entry.emptyText
    return diagnostic
  }

  fileprivate static func printedNull(_ entry: Entry, _ path: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.nullValue, "`\(path)` is null, which the chart prints as `<nil>`",
      at: entry.writtenSpan)
    diagnostic.help = "write \"\" for an empty value, or remove the key"
    diagnostic.fixes = entry.emptyText
    return diagnostic
  }

  fileprivate static func nullValue(
    _ id: DiagnosticID, _ entry: Entry, _ path: String
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      id, "`\(path)` is null, which removes the chart's default", at: entry.writtenSpan)
    diagnostic.addUses(entry.value.via)
    diagnostic.help = "write a value or remove the key"
    return diagnostic
  }
}
