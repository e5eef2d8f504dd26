import ConfigSyntax
package import Diagnostics
package import Settings
import Terraform

/// Reads layers of documents into one configuration: later layers override earlier ones, setting by
/// setting.
package enum ConfigurationReader {
  /// What the layers do not say themselves.
  package struct Options: Sendable {
    /// The release of `--chart-version`; nil for that of the layers or the newest.
    package var chartVersion: ChartVersion?
    /// Seconds since 1970.
    package var now: Int64 = 0
    /// The settings to read; tests use smaller tables.
    package var catalog = FieldCatalog.builtIn
    /// The spans of values that depend on sensitive Terraform variables.
    package var sensitiveSpans = SpanSet()
    /// When it is reported that the deployment lacks something.
    package var requirement = Deployment.Requirement.ifWhole
    /// Names that the site knows in addition.
    package var site = SiteNames()
    /// The Secrets and ConfigMaps among the inputs.
    package var objects = KnownObjects()

    package init() {}
  }

  /// Reads the layers, and reports what is wrong with their keys, names and values.
  package static func read(
    _ layers: [Layer], sources: SourceMap, options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    let resources = layers.indices.filter { layers[$0].kind.merging == .byOperator }
    let empty = ResolvedConfiguration(
      chartVersion: options.chartVersion ?? layers.lazy.compactMap(\.chartVersion).last ?? .newest,
      requestedChart: layers.lazy.compactMap(\.requestedChart).last,
      deployment: deployment(layers, options.requirement),
      sensitiveSpans: options.sensitiveSpans,
      isDamaged: layers.contains { $0.document.isDamaged },
      chartValues: layers.compactMap { $0.isValues ? $0.chartValues : nil },
      resourceLayers: resources, resourceValues: resources.compactMap { layers[$0].chartValues },
      now: options.now)
    var reader = SurfaceReader(empty, options.catalog, sources, options.site)
    reader.findings = bag.emptied
    reader.merged = MergedValues.merge(layers)
    var hasValues = false
    for number in layers.indices {
      let layer = layers[number]
      let isRead = layer.document.root != nil && layer.isValues
      reader.read(layer, number: number, isFirstValues: isRead && !hasValues)
      hasValues = hasValues || isRead
    }
    reader.checkMerged()
    let references = KnownReferences(options.objects, from: layers.map(\.namespace))
    let resolved = reader.finish(layers: layers.count, references)
    var findings = reader.findings
    findings.report(reader.resolver.findings.sorted)
    findings.report(PendingNull.findings(reader.nulls, layers))
    reportNothingSet(layers, &findings)
    reportNewerRelease(resolved.chartVersion, layers, &findings)
    bag.take(findings)
    return resolved
  }

  private static func deployment(
    _ layers: [Layer], _ requirement: Deployment.Requirement
  ) -> Deployment? {
    guard let form = layers.compactMap(\.kind.form).max() else { return nil }
    let own = layers.filter { $0.kind.form != nil }
    let sections = own.lazy.compactMap { layer in
      layer.isValues ? layer.chartValues?.entries : layer.document.root?.entries
    }
    let entries = sections.first { !$0.isEmpty } ?? []
    let root = entries.first { $0.key.value == "global" } ?? entries.first
    guard let span = root?.key.span ?? own.first?.document.span.sub(0..<0) else { return nil }
    var deployment = Deployment(form, requirement, span: span)
    for values in own.compactMap(\.chartValues) { deployment.noteSections(of: values) }
    for container in layers.lazy.compactMap(\.kind.container) {
      deployment.container = deployment.container.map(container.merged) ?? container
    }
    return deployment
  }

  private static func reportNothingSet(_ layers: [Layer], _ findings: inout DiagnosticBag) {
    guard let first = layers.first, !findings.hasErrors,
      layers.allSatisfy({ layer in
        !layer.document.isDamaged && !layer.kind.isCompleteWhenEmpty
          && layer.document.root?.hasNoContents ?? true
      })
    else { return }
    findings.report(.nothingSet(first.document.span.sub(0..<0)))
  }

  /// Notes that the release in use is newer than any known one.
  private static func reportNewerRelease(
    _ used: ChartVersion, _ layers: [Layer], _ findings: inout DiagnosticBag
  ) {
    guard used > .newest, let first = layers.first else { return }
    let asking = layers.last { $0.chartVersion == used }
    findings.report(
      .newerRelease(used, asking?.chartVersionSpan ?? first.document.span.sub(0..<0)))
  }
}

extension ConfigNode {
  /// Whether it is empty, and certainly so.
  fileprivate var hasNoContents: Bool {
    switch kind {
    case .sequence(let elements): elements.isEmpty
    case .mapping(let entries): entries.isEmpty
    case .scalar, .damaged: true
    case .unknown: false
    }
  }
}

extension Diagnostic {
  /// The inputs, of which the first one is at `span`, do not set anything.
  package static func nothingSet(_ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.nothingSet, "the inputs do not set anything", at: span)
    diagnostic.help = "run `wandb-cfg explain global.host` to see how a setting is written"
    return diagnostic
  }

  fileprivate static func newerRelease(_ used: ChartVersion, _ span: SourceSpan) -> Diagnostic {
    var diagnostic = Diagnostic(
      ShapeProblem.newerRelease,
      "chart \(used) is newer than the newest known release, \(ChartVersion.newest)", at: span)
    diagnostic.help = "the inputs are checked against \(ChartVersion.newest)"
    return diagnostic
  }
}

/// What a kind of input reads with: it looks up names here, and hands in what a layer writes.
package struct SurfaceReader {
  let sources: SourceMap
  let chartVersion: ChartVersion
  private(set) var resolver: Resolver
  /// The findings about keys, names and the form of values.
  var findings = DiagnosticBag()
  private(set) var layer: LayerState
  /// The variables that the server knows.
  var variables: KnownVariables
  /// The sizes that the site knows in addition to those of the chart.
  let siteSizes: Set<String>
  /// The keys that the chart knows.
  var keys = KnownKeys()
  /// Findings about null that a later layer may make obsolete.
  var nulls: [PendingNull] = []
  /// The keys with defaults in each section that was asked for.
  private var keysOfDefaults: [String: Set<String>] = [:]
  /// The values of all layers, where Helm merges several.
  fileprivate(set) var merged: ConfigNode?
  /// The paths of the keys that unknown keys were probably meant to be.
  var mistakenKeys: Set<String> = []
  /// What components' own variables write, in input order.
  private(set) var scoped: [ScopedWrites] = []
  /// Collects the writes of one such variable.
  private var collected: [Write]?

  /// Whether any release has a default for a key of a section of the values.
  mutating func mayHaveDefault(_ key: String, in section: String) -> Bool {
    if let known = keysOfDefaults[section] { return known.contains(key) }
    let found = ChartReads.keysOfDefaults(below: ChartPath(section))
    keysOfDefaults[section] = found
    return found.contains(key)
  }

  /// The layer that is being read.
  struct LayerState {
    var number = 0
    /// The name of its kind in messages.
    var title = ""
    var merging = Merging.byName
    /// Which special values its text may contain.
    var specials = ConfigDocument.Specials.possible
    /// Whether it is the first with values for the chart.
    var isFirstValues = false
    /// Whether it, or an earlier one, did not parse.
    var isDamaged = false
    /// Its values for the chart.
    var chartValues: ConfigNode?
    /// The spans of what its aliases repeat.
    fileprivate lazy var aliased = SpanSet(chartValues?.repeatedSpans ?? [])
  }

  init(
    _ empty: ResolvedConfiguration, _ catalog: FieldCatalog, _ sources: SourceMap,
    _ site: SiteNames = SiteNames()
  ) {
    self.sources = sources
    chartVersion = empty.chartVersion
    resolver = Resolver(empty, catalog)
    layer = LayerState()
    variables = KnownVariables(catalog, site: site.variables)
    siteSizes = site.sizes
  }

  /// Reads the next layer.
  mutating func read(_ next: Layer, number: Int, isFirstValues: Bool) {
    layer = LayerState(
      number: number, title: type(of: next.kind).title, merging: next.kind.merging,
      specials: next.document.specials,
      isFirstValues: isFirstValues, isDamaged: layer.isDamaged || next.document.isDamaged,
      chartValues: next.chartValues)
    guard let root = next.document.root else { return }
    next.kind.read(root, &self)
    resolver.assemble()
  }

  /// Whether no other layer adds to the values whose types are checked.
  var hasAllValues: Bool { merged != nil }

  /// Checks the types of the merged values, in place of those of each layer.
  fileprivate mutating func checkMerged() {
    guard let merged else { return }
    layer.merging = .byHelm
    TypedValues.check(merged, &self)
  }

  /// The configuration, with the views of components that have variables of their own.
  mutating func finish(
    layers: Int, _ references: KnownReferences = KnownReferences()
  ) -> ResolvedConfiguration {
    resolver.finish(scoped, layers: layers, mistaken: mistakenKeys, references: references)
  }

  // MARK: Looking up

  mutating func find(_ location: Location) -> FieldIndex.Found { resolver.index.find(location) }

  mutating func field(_ id: FieldID) -> Field<Configuration> { resolver.index.field(id) }

  mutating func fieldID(named name: String) -> FieldID? { resolver.index.fieldID(named: name) }

  /// The composite of `kind` in the section of a field.
  mutating func composite(inSectionOf field: FieldID, _ kind: Composite.Kind) -> CompositeID? {
    resolver.index.compositeID(kind, in: field.section)
  }

  /// The keys of a section that the chart or a setting knows.
  mutating func knownKeys(in section: String, of chart: ChartKey) -> KnownKeys.Section {
    keys.section(section, of: chart, claimed: { resolver.index.keys(in: section) })
  }

  /// Whether an alias repeats a value, or something in it.
  mutating func isAliased(_ node: ConfigNode) -> Bool {
    layer.aliased.hasRegion(in: node.span)
  }

  /// The keys of a section that settings claim.
  mutating func claimedKeys(in section: String) -> [String] { resolver.index.keys(in: section) }

  // MARK: Handing in

  /// Reserves space for variables, as if no setting claimed them.
  mutating func reserveCapacity(forVariables count: Int) {
    resolver.reserveCapacity(forVariables: count)
  }

  func origin(_ name: WrittenName, _ node: ConfigNode, via: [SourceSpan] = []) -> Origin {
    Origin(name, node.span, via: node.via + via, layer: layer.number)
  }

  mutating func write(_ subject: Write.Subject, _ origin: Origin) {
    let write = Write(subject, origin)
    guard collected == nil else {
      collected?.append(write)
      return
    }
    resolver.apply(write)
  }

  /// Splits the composites that were written, so that a part may be written over what they say.
  mutating func assemble() { resolver.assemble() }

  mutating func set(_ field: FieldID, to value: RawValue, _ origin: Origin) {
    write(.field(field, value), origin)
  }

  /// Keeps what no setting claims.
  mutating func keep(_ piece: Unmodelled.Piece, _ span: SourceSpan) {
    // Of a hundred thousand variables, each is kept, so that this is the shortest way.
    guard collected != nil else { return resolver.keep(piece) }
    write(.unmodelled(piece), Origin(.none, span, layer: layer.number))
  }

  /// Hides a value that may be secret, whatever claims it.
  mutating func hide(_ span: SourceSpan) {
    write(.secret, Origin(.none, span, layer: layer.number))
  }

  /// Removes what earlier layers wrote below a path in the chart's values, which is null.
  mutating func clear(_ path: String, _ node: ConfigNode) {
    clearComponentVariables(below: path)
    write(.cleared(section: path), origin(.path(path), node))
  }

  /// Records that a section exists whose contents are unknown; `help` says what to do about it.
  mutating func noteUnknown(
    _ name: String, _ span: SourceSpan,
    help: Message = "write out the contents, or check the values that Terraform produces"
  ) {
    keep(.unknownSection(Unmodelled.UnknownSection(name: name, span: span)), span)
    findings.report(.unknownContents(of: name, span, help))
  }

  // MARK: Findings

  /// Records that an unknown key was reported that probably means another one, so that the other
  /// one is not reported as missing.
  mutating func noteMistake(for key: String, in section: String) {
    mistakenKeys.insert(section.isEmpty ? key : "\(section).\(key)")
  }

  /// Reports a value of the wrong type; in a custom resource, a wrong kind is reported instead.
  mutating func reportWrongType(_ path: String, _ node: ConfigNode, expected: ExpectedValue) {
    let isOfAnotherKind = node.scalar == nil || expected.isCollection
    guard isOfAnotherKind, layer.merging == .byOperator else {
      return findings.report(.wrongType(path, node, expected: expected))
    }
    findings.report(.kindConflict(path, node, node.noun, expected: expected))
  }

  /// Reports `""` for a list or mapping: Helm treats it as empty, the operator as text.
  mutating func reportEmptyText(_ path: String, _ node: ConfigNode, expected: ExpectedValue) {
    guard layer.merging == .byOperator else { return }
    findings.report(.kindConflict(path, node, "an empty string", expected: expected))
  }

  // MARK: Components

  /// Collects what a variable writes for one component only.
  mutating func scope(_ variable: VariableReader, to component: String, precedence: Int) {
    collected = []
    variable.read(&self)
    scoped.append(
      ScopedWrites(
        scope: component, variable.written, precedence: precedence, writes: collected ?? [],
        entry: variable.entry))
    collected = nil
  }

  /// Removes the variables of components that earlier layers wrote at or below a path.
  mutating func clearComponentVariables(below path: String) {
    guard layer.number > 0, !scoped.isEmpty else { return }
    scoped.removeAll { $0.name.location?.isAtOrBelow(path) == true }
  }
}

extension Diagnostic {
  fileprivate static func unknownContents(
    of name: String, _ span: SourceSpan, _ help: Message
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      TerraformProblem.unknownContents,
      "the contents of `\(name)` are not known here, so they can't be checked",
      at: span)
    diagnostic.help = help
    return diagnostic
  }
}
