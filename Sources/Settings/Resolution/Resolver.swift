import ConfigSyntax
package import Diagnostics

/// Turns layers of documents into one configuration: later layers override earlier ones, setting by
/// setting.
package struct Resolver {
  var result = ResolvedConfiguration()
  var bag = DiagnosticBag()
  let sources: SourceMap
  let catalog: FieldCatalog
  var index: FieldIndex
  /// The number of the document that is being read.
  var layer = 0
  var specials = ConfigDocument.Specials.possible
  /// Whether that document is the first with values for the chart.
  var isFirstValues = false
  private var hasValues = false
  /// Findings about null that a later layer may make obsolete.
  var nulls: [PendingNull] = []
  /// What the layers so far wrote to the locations of each composite.
  var members = SmallMap<CompositeID, CompositeMembers>()
  var dirty: [CompositeID] = []
  /// References that are incomplete so far; a later layer may complete them.
  var incomplete = SmallMap<CompositeID, CompositeMember>()
  /// The parts that each composite set.
  var givenParts = SmallMap<CompositeID, [CompositePart]>()
  /// The known keys of each section in which an unknown key was found.
  var knownKeys: [String: KnownNames] = [:]
  /// Results of looking up variable names: the first few, which large inputs repeat over and over,
  /// and the rest.
  var frequentNames = SmallMap<String, VariableName>()
  var variableNames: [String: VariableName] = [:]
  lazy var knownVariables = KnownNames(catalog.variables.filter { $0.utf8.count >= 6 })
  /// Variables of components and their containers, in input order.
  var scoped: [ScopedVariable] = []

  package struct Options: Sendable {
    package var chartVersion: ChartVersion?
    package var now: Int64 = 0
    package var catalog = FieldCatalog.builtIn
    /// The spans of values that depend on sensitive Terraform variables.
    package var sensitiveSpans = SpanSet()

    package init() {}
  }

  package static func resolve(
    _ layers: [Layer], sources: SourceMap, options: Options, _ bag: inout DiagnosticBag
  ) -> ResolvedConfiguration {
    var resolver = Resolver(sources: sources, catalog: options.catalog)
    resolver.result.now = options.now
    resolver.result.sensitiveSpans = options.sensitiveSpans
    resolver.result.chartVersion =
      options.chartVersion ?? layers.lazy.compactMap(\.chartVersion).last ?? .newest
    for (number, layer) in layers.enumerated() {
      resolver.layer = number
      resolver.apply(layer)
    }
    for (composite, member) in resolver.incomplete.entries.sorted(by: { $0.key < $1.key }) {
      resolver.bag.report(.incompleteReference(member, resolver.index.composite(composite)))
    }
    resolver.reportNulls(layers)
    resolver.reportNothingSet(layers)
    resolver.reportNewerRelease(layers)
    resolver.addViews()
    resolver.result.index = resolver.index
    bag.report(resolver.bag.sorted)
    return resolver.result
  }

  private init(sources: SourceMap, catalog: FieldCatalog) {
    self.sources = sources
    self.catalog = catalog
    index = FieldIndex(catalog)
  }

  // MARK: Layers

  private mutating func apply(_ layer: Layer) {
    if layer.document.isDamaged { result.isDamaged = true }
    specials = layer.document.specials
    guard let root = layer.document.root else { return }
    let isValues = layer.kind == .helm || layer.kind == .customResource
    isFirstValues = isValues && !hasValues
    if isValues { hasValues = true }
    switch layer.kind {
    case .helm: applyHelm(root)
    case .customResource: applyCustomResource(root)
    case .operatorChart: applyOperatorChart(root)
    case .module(let module): applyInputs(root.entries ?? [], of: module)
    case .environment:
      for entry in root.entries ?? [] {
        setVariable(entry, spelling: entry.key.value, source: .envFile)
      }
    case .set(let source):
      for entry in root.entries ?? [] { set(entry, source) }
    }
    flushComposites()
  }

  mutating func applyHelm(_ root: ConfigNode) {
    guard let entries = root.entries else { return }
    var variables = VariableEntries()
    let rest = walk(entries, section: "", .root, &variables)
    if !rest.isEmpty {
      let tree = ConfigNode(.mapping(rest), root.span)
      result.configuration.unmodelled.helm =
        result.configuration.unmodelled.helm.map { $0.overridden(by: tree) } ?? tree
    }
    // Variables replace what the chart derives from its own keys; `env` wins over `extraEnv`.
    flushComposites()
    for (section, entries) in [
      ("global.extraEnv", variables.extraEnv), ("global.env", variables.env),
    ] {
      for entry in entries {
        reportRefusedName(entry, section)
        if entry.value.isTemplate { reportTemplate(entry, section) }
        if entry.value.isNull { reportNullVariable(entry, section) }
        setVariable(entry, spelling: "\(section).\(entry.key.value)", source: .helm)
      }
    }
  }

  private mutating func applyCustomResource(_ root: ConfigNode) {
    let (values, rest) = root.removing(["spec", "values"])
    let unmodelled = result.configuration.unmodelled.operatorResource
    result.configuration.unmodelled.operatorResource =
      unmodelled.map { $0.overridden(by: rest) } ?? rest
    for entry in root["spec"]?.entries ?? [] {
      guard ChartKey.root.child(entry.key.value) == nil else {
        reportMisplaced(entry, "spec.\(entry.key.value)", "spec.values.\(entry.key.value)")
        continue
      }
      checkName(entry, "spec", among: KnownNames(["chart", "values"]))
    }
    if let values, values.entries == nil, values.scalar?.isNull != true {
      bag.report(.wrongType("spec.values", values, expected: "a mapping"))
    }
    result.resourceLayers.append(layer)
    guard let values else { return }
    result.resourceValues.append(values)
    applyHelm(values)
  }

  private mutating func applyOperatorChart(_ root: ConfigNode) {
    let rest = walkOperatorChart(root.entries ?? [], section: "")
    guard !rest.isEmpty else { return }
    let tree = ConfigNode(.mapping(rest), root.span)
    let unmodelled = result.configuration.unmodelled.operatorChart
    result.configuration.unmodelled.operatorChart =
      unmodelled.map { $0.overridden(by: tree) } ?? tree
  }

  private mutating func reportNothingSet(_ layers: [Layer]) {
    guard let first = layers.first, !result.isDamaged, !bag.hasErrors,
      layers.allSatisfy({ !$0.isModule && $0.document.root?.entries?.isEmpty ?? true })
    else { return }
    var diagnostic = Diagnostic(
      ShapeProblem.nothingSet, "the inputs do not set anything", at: first.document.span.sub(0..<0))
    diagnostic.help = "run `wandb-cfg explain global.host` to see how a setting is written"
    bag.report(diagnostic)
  }
}
